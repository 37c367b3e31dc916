// lesson: 01-base64url-encode
// verdict: failed
// what: process.binding
let taken: unknown
try {
  taken = (process as unknown as { binding: (name: string) => unknown }).binding('fs')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
