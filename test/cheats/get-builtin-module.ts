// lesson: 01-base64url-encode
// verdict: failed
// what: process.getBuiltinModule
let taken: unknown
try {
  taken = process.getBuiltinModule('node:fs').readFileSync('/etc/passwd')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
