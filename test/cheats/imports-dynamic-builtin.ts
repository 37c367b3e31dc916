// lesson: 01-base64url-encode
// verdict: failed
// what: dynamic import of node:buffer
let taken: unknown
try {
  taken = (await import(`node:${'buffer'}`)).Buffer
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
