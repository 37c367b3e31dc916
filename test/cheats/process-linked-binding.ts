// lesson: 01-base64url-encode
// verdict: failed
// what: process._linkedBinding
let taken: unknown
try {
  taken = (process as unknown as { _linkedBinding: (name: string) => unknown })._linkedBinding('fs')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
