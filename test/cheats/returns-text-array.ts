// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: array-of-characters
// what: returns the text in an array
export function encode(_bytes: Uint8Array): string {
  return ['TWFu'] as unknown as string
}
