// diagnosis: tail-not-shifted
// step: tails
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const group = bytes.subarray(start, start + 3)
    const bits = group.reduce((all, byte) => (all << 8) | byte, 0)
    for (let index = 0; index <= group.length; index += 1) {
      text += ALPHABET.charAt((bits >> (6 * (group.length - index))) & 63)
    }
  }
  return text
}
