// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns a symbol
export function encode(_bytes: Uint8Array): string {
  return Symbol('TWFu') as unknown as string
}
