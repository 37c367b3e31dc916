// lesson: 01-base64url-encode
// verdict: failed
// what: dynamic import of the hidden test of this lesson
let taken: unknown
try {
  taken = await import('../../../../dist/tests/01-base64url-encode.test.js')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
