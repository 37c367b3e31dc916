// diagnosis: taken-away
// step: group
export function decode(text: string): Uint8Array {
  return Buffer.from(text, 'base64url')
}
