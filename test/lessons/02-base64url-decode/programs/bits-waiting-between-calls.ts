// diagnosis: state-between-calls
// step: every-length
import { JwtError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
let waiting = 0
let count = 0

export function decode(text: string): Uint8Array {
  if (text.length % 4 === 1) throw new JwtError('malformed', 'one character too many')
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8))
  let length = 0
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value === -1) throw new JwtError('malformed', 'foreign character')
    waiting = (waiting << 6) | value
    count += 6
    if (count >= 8) {
      count -= 8
      bytes[length++] = waiting >> count
      waiting &= (1 << count) - 1
    }
  }
  return bytes
}
