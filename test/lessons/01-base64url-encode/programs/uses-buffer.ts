// diagnosis: taken-away
// step: group
export function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
