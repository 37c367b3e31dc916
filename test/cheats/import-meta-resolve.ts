// lesson: 01-base64url-encode
// verdict: failed
// what: import.meta.resolve of what can not be imported
let taken: unknown
try {
  taken = import.meta.resolve('node:fs')
  taken = import.meta.resolve('/etc/passwd')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
