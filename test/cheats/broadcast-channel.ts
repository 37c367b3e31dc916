// lesson: 01-base64url-encode
// verdict: failed
// what: a channel to other threads
let taken: unknown
try {
  taken = new BroadcastChannel('vitest')
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
