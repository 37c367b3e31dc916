// style: one BigInt, shifted for each character and each byte
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function decode(text: string): Uint8Array {
  let number = 0n
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) throw new JwtError('malformed', 'foreign character')
    number = number * 64n + BigInt(value)
  }
  const unused = (text.length * 6) % 8
  if (unused > 4) throw new JwtError('malformed', 'a single character')
  if ((number & ((1n << BigInt(unused)) - 1n)) !== 0n) throw new JwtError('malformed', 'unused bits')
  number >>= BigInt(unused)
  const bytes = new Uint8Array((text.length * 6 - unused) / 8)
  for (let index = bytes.length - 1; index >= 0; index -= 1) {
    bytes[index] = Number(number & 255n)
    number >>= 8n
  }
  return bytes
}
