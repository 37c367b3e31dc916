// diagnosis: taken-away
// step: group
import { JwtError } from './errors.ts'


export function decode(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new JwtError('malformed', 'not canonical')
  return bytes
}
