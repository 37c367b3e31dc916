// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: threw
// what: a TextDecoder for base64
export function encode(bytes: Uint8Array): string {
  return new TextDecoder('base64').decode(bytes)
}
