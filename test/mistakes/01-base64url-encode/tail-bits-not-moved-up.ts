// diagnosis: tail-not-shifted
// step: tails
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  let text = ''
  let waiting = 0
  let count = 0
  for (const byte of bytes) {
    waiting = (waiting << 8) | byte
    count += 8
    while (count >= 6) {
      count -= 6
      text += ALPHABET.charAt((waiting >> count) & 63)
    }
    waiting &= 63
  }
  if (count > 0) text += ALPHABET.charAt(waiting & ((1 << count) - 1))
  return text
}
