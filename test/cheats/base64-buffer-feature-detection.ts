// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away
// what: asks whether there is a Buffer, and uses it
export function encode(bytes: Uint8Array): string {
  if (typeof Buffer !== 'undefined') return Buffer.from(bytes).toString('base64url')
  return ''
}
