// diagnosis: argument-changed
// step: group
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

// Takes the bytes off the caller's own array, one after another.
export function encode(bytes: Uint8Array): string {
  const length = bytes.length
  let text = ''
  for (let start = 0; start < length; start += 3) {
    const [first = 0, second = 0, third = 0] = bytes
    const bits = (first << 16) | (second << 8) | third
    const count = Math.min(3, length - start) + 1
    for (let index = 0; index < count; index += 1) text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
    bytes.copyWithin(0, 3)
    bytes.fill(0, Math.max(0, length - 3))
  }
  return text
}
