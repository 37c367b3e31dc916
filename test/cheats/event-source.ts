// lesson: 01-base64url-encode
// verdict: failed
// what: an EventSource
let taken: unknown
try {
  taken = new EventSource('http://127.0.0.1:9/')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
