// lesson: 01-base64url-encode
// verdict: broken
// diagnosis: stack-overflow
// what: calls itself without end
export function encode(bytes: Uint8Array): string {
  return encode(bytes)
}
