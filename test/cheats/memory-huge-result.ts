// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: wrong-type
// what: returns a string of a quarter of a gigabyte
export function encode(_bytes: Uint8Array): string {
  return 'A'.repeat(2 ** 28) as unknown as string
}
