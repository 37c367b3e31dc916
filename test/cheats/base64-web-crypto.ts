// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: a key exported as JWK
export function encode(bytes: Uint8Array): string {
  return crypto.subtle.exportKey('jwk', undefined as never) as never
}
