// diagnosis: foreign-accepted
// step: alphabet
import { JwtError } from './errors.ts'


function valueOf(code: number): number {
  if (code >= 65 && code <= 91) return code - 65
  if (code >= 97 && code <= 122) return code - 97 + 26
  if (code >= 48 && code <= 57) return code - 48 + 52
  return code === 45 ? 62 : code === 95 ? 63 : -1
}

export function decode(text: string): Uint8Array {
  if (text.length % 4 === 1) throw new JwtError('malformed', 'one character too many')
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8))
  let length = 0
  let waiting = 0
  let count = 0
  for (const character of text) {
    const value = valueOf(character.charCodeAt(0))
    if (value === -1) throw new JwtError('malformed', 'foreign character')
    waiting = (waiting << 6) | value
    count += 6
    if (count >= 8) {
      count -= 8
      bytes[length++] = waiting >> count
      waiting &= (1 << count) - 1
    }
  }
  if (waiting !== 0) throw new JwtError('malformed', 'unused bits')
  return bytes
}
