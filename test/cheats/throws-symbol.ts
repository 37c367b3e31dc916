// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: throws a symbol
export function encode(_bytes: Uint8Array): string {
  throw Symbol('thrown')
}
