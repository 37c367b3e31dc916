// lesson: 01-base64url-encode
// verdict: failed
// what: dynamic import of a blob: address
let taken: unknown
try {
  taken = await import(URL.createObjectURL(new Blob(['export default 1'])))
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function encode(_bytes: Uint8Array): string {
  return 'nope'
}
