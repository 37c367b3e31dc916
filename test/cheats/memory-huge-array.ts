// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an array that says it has four thousand million items
export function encode(_bytes: Uint8Array): string {
  return new Array(2 ** 32 - 1) as unknown as string
}
