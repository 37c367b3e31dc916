// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns an array with an item that throws
export function encode(_bytes: Uint8Array): string {
  return Object.defineProperty(['a', 'b'], 0, { get() { throw 1 } }) as unknown as string
}
