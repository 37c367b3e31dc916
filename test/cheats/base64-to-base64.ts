// lesson: 01-base64url-encode
// verdict: failed
// diagnosis: taken-away or threw
// what: Uint8Array's own toBase64
export function encode(bytes: Uint8Array): string {
  return (bytes as Uint8Array & { toBase64: (options: object) => string }).toBase64({ alphabet: 'base64url', omitPadding: true })
}
