// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns a WeakRef
export function encode(_bytes: Uint8Array): string {
  return new WeakRef({}) as unknown as string
}
