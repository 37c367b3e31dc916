// lesson: 01-base64url-encode
// verdict: failed
// what: becomes another program
let taken: unknown
try {
  (process as unknown as { execve: (file: string, args: string[]) => void }).execve('/bin/true', ['true'])
  taken = true
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
