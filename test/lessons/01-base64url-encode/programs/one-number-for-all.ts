// diagnosis: wrong-bits
// step: every
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

// A JavaScript number holds 53 bits, and a shift 32 of them.
export function encode(bytes: Uint8Array): string {
  const number = bytes.reduce((all, byte) => all * 256 + byte, 0) * 256 ** ((3 - (bytes.length % 3)) % 3)
  const length = Math.ceil((bytes.length * 8) / 6)
  const full = Math.ceil(bytes.length / 3) * 4
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text += ALPHABET.charAt(Math.floor(number / 64 ** (full - 1 - index)) % 64)
  }
  return text
}
