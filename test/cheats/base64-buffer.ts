// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: Buffer
export function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
