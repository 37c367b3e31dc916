// diagnosis: decode-wrong-bits
// step: every-length
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function decode(text: string): Uint8Array {
  const number = [...text].reduce((all, character) => all * 64 + ALPHABET.indexOf(character), 0)
  const length = Math.floor((text.length * 6) / 8)
  const bits = Math.floor(number / 2 ** ((text.length * 6) % 8))
  return Uint8Array.from({ length }, (_, index) => Math.floor(bits / 256 ** (length - 1 - index)) % 256)
}
