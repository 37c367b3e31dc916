// lesson: 01-base64url-encode
// verdict: failed
// what: a WebSocket
let taken: unknown
try {
  taken = new WebSocket('ws://127.0.0.1:9/')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
