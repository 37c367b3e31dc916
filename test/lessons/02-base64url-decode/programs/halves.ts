// style: recursion that divides the text; a view into a larger buffer comes back
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function fill(text: string, from: number, to: number, bytes: Uint8Array): void {
  if (to - from > 4) {
    const middle = from + Math.ceil((to - from) / 8) * 4
    fill(text, from, middle, bytes)
    fill(text, middle, to, bytes)
    return
  }
  const values = Array.from(text.slice(from, to), character => ALPHABET.indexOf(character))
  if (values.some(value => value < 0) || values.length === 1) throw new JwtError('malformed', text.slice(from, to))
  const [first = 0, second = 0, third = 0, fourth = 0] = values
  const bits = (first << 18) | (second << 12) | (third << 6) | fourth
  const three = [bits >> 16, (bits >> 8) & 255, bits & 255]
  if (values.length > 0 && three.slice(values.length - 1).some(byte => byte !== 0)) throw new JwtError('malformed', 'unused bits')
  bytes.set(three, (from / 4) * 3)
}

export function decode(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3 + 7)
  if (text !== '') fill(text, 0, text.length, bytes)
  return bytes.subarray(0, Math.floor((text.length * 3) / 4))
}
