// style: one accumulator of bits that wait for their character
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
      text += ALPHABET[(waiting >> count) & 63]
    }
  }
  return count > 0 ? text + ALPHABET[(waiting << (6 - count)) & 63] : text
}
