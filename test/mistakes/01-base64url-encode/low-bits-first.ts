// diagnosis: bit-order
// step: group
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const group = bytes.subarray(start, start + 3)
    const reverse = (value: number, width: number): number =>
      Number.parseInt([...value.toString(2).padStart(width, '0')].reverse().join(''), 2)
    const [first = 0, second = 0, third = 0] = Array.from(group, byte => reverse(byte, 8))
    const bits = (first << 16) | (second << 8) | third
    for (let index = 0; index <= group.length; index += 1) {
      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
    }
  }
  return text
}
