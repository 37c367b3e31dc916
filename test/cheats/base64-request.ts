// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: a Request
export function encode(bytes: Uint8Array): string {
  return new Request('data:,', { method: 'POST', body: bytes as never }) as never
}
