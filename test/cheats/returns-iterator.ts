// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an iterator over the text
export function encode(_bytes: Uint8Array): string {
  return 'TWFu'[Symbol.iterator]() as unknown as string
}
