// diagnosis: state-between-calls
// step: tails
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

let waiting = 0
let count = 0

export function encode(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) {
    waiting = ((waiting << 8) | byte) & 0xffff
    count += 8
    while (count >= 6) {
      count -= 6
      text += ALPHABET.charAt((waiting >> count) & 63)
    }
  }
  if (count > 0) text += ALPHABET.charAt((waiting << (6 - count)) & 63)
  return text
}
