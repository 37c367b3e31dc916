// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: a Response
export function encode(bytes: Uint8Array): string {
  return new Response(bytes as never) as never
}
