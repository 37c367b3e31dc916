// diagnosis: refused-by-value
// step: alphabet
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function decode(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8))
  let length = 0
  let waiting = 0
  let count = 0
  for (const character of text) {
    const value = ALPHABET.indexOf(character)
    if (value === -1) return null
    waiting = (waiting << 6) | value
    count += 6
    if (count >= 8) {
      count -= 8
      bytes[length++] = waiting >> count
      waiting &= (1 << count) - 1
    }
  }
  if (waiting !== 0) return null
  return bytes
}
