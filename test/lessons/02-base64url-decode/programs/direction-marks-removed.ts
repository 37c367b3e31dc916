// diagnosis: characters-ignored
// step: alphabet
import { JwtError } from './errors.ts'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const n = Math.min(3, bytes.length - i)
    const bits = (bytes[i]! << 16) | ((n > 1 ? bytes[i + 1]! : 0) << 8) | (n > 2 ? bytes[i + 2]! : 0)
    for (let j = 0; j <= n; j += 1) text += ALPHABET[(bits >> (18 - 6 * j)) & 63]
  }
  return text
}
function plain(text: string): Uint8Array {
  if (text.length % 4 === 1) throw new JwtError('malformed', 'length')
  const out = new Uint8Array(Math.floor(text.length * 3 / 4))
  let held = 0, n = 0, at = 0
  for (let i = 0; i < text.length; i += 1) {
    const v = ALPHABET.indexOf(text.charAt(i))
    if (v < 0) throw new JwtError('malformed', 'character')
    held = (held << 6) | v
    n += 6
    if (n >= 8) { n -= 8; out[at++] = held >> n; held &= (1 << n) - 1 }
  }
  if (held !== 0) throw new JwtError('malformed', 'unused bits')
  return out
}
export function decode(text: string): Uint8Array {
  return plain(text.replace(/[\u200e\u200f\u202a-\u202e]/g, ''))
}
