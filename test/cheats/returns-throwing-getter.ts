// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an object whose getter throws
export function encode(_bytes: Uint8Array): string {
  return { get text() { throw new Error('no') } } as unknown as string
}
