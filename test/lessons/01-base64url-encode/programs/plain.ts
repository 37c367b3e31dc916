const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const group = bytes.subarray(start, start + 3)
    const [first = 0, second = 0, third = 0] = group
    const bits = (first << 16) | (second << 8) | third
    for (let index = 0; index <= group.length; index += 1) {
      text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
    }
  }
  return text
}
