// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws null
export function encode(_bytes: Uint8Array): string {
  throw null
}
