// lesson: 01-base64url-encode
// verdict: failed
// what: storage on disk
let taken: unknown
try {
  localStorage.setItem('a', 'b')
  taken = true
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
