// style: a subclass of JwtError, thrown from a table lookup
import { JwtError } from './errors.ts'

class MalformedSegment extends JwtError {
  readonly position: number

  constructor(message: string, position: number) {
    super('malformed', `${message} (at ${position})`)
    this.name = 'MalformedSegment'
    this.position = position
  }
}

const VALUES: ReadonlyMap<string, number> = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((character, value) => [character, value]),
)

export const decode = (text: string): Uint8Array => {
  const length = Math.trunc((text.length / 4) * 3)
  if (Math.ceil((length / 3) * 4) !== text.length) throw new MalformedSegment('a single character', text.length - 1)
  const sixAt = (index: number): number => {
    const value = VALUES.get(text[index] ?? 'A')
    if (value === undefined) throw new MalformedSegment('foreign character', index)
    return value
  }
  const bitAt = (bit: number): number => (sixAt(Math.floor(bit / 6)) >> (5 - (bit % 6))) & 1
  const byteAt = (index: number): number =>
    [0, 1, 2, 3, 4, 5, 6, 7].reduce((byte, offset) => byte * 2 + bitAt(index * 8 + offset), 0)
  for (let bit = length * 8; bit < text.length * 6; bit += 1) {
    if (bitAt(bit) === 1) throw new MalformedSegment('unused bits', text.length - 1)
  }
  return Uint8Array.from({ length }, (_, index) => byteAt(index))
}
