// style: a string of zeros and ones; the rest must be zeros
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function decode(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new JwtError('malformed', text)
  const bits = Array.from(text, character => ALPHABET.indexOf(character).toString(2).padStart(6, '0')).join('')
  const whole = bits.match(/.{8}/g) ?? []
  if (bits.slice(whole.length * 8).includes('1')) throw new JwtError('malformed', text)
  return Uint8Array.from(whole, eight => Number.parseInt(eight, 2))
}
