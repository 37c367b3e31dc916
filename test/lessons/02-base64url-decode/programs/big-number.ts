// style: the whole text as one BigInt, by way of octal and hexadecimal digits
import { JwtError } from './errors.ts'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function decode(text: string): Uint8Array {
  if (/[^A-Za-z0-9_-]/.test(text)) throw new JwtError('malformed', 'foreign character')
  const unused = (text.length * 6) % 8
  if (unused === 6) throw new JwtError('malformed', 'a single character')
  const octal = Array.from(text, character => ALPHABET.indexOf(character).toString(8).padStart(2, '0')).join('')
  const number = BigInt(`0o0${octal}`)
  if (number % 2n ** BigInt(unused) !== 0n) throw new JwtError('malformed', 'unused bits')
  const length = (text.length * 6 - unused) / 8
  const hex = (number >> BigInt(unused)).toString(16).padStart(length * 2, '0')
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16))
}
