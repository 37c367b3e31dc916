// diagnosis: stack-overflow
// step: every-length
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function decode(text: string): Uint8Array {
  if (text === '') return new Uint8Array()
  const sixes = Array.from(text.slice(0, 4), character => ALPHABET.indexOf(character))
  const [first = 0, second = 0, third = 0, fourth = 0] = sixes
  const bits = (first << 18) | (second << 12) | (third << 6) | fourth
  const group = [bits >> 16, (bits >> 8) & 255, bits & 255].slice(0, sixes.length - 1)
  return Uint8Array.of(...group, ...decode(text.slice(4)))
}
