// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns a function
export function encode(_bytes: Uint8Array): string {
  return () => 'TWFu' as unknown as string
}
