// diagnosis: timeout
// step: every
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  const start = new Uint8Array(1)
  let text = ''
  for (; start[0]! < bytes.length; start[0]! += 3) {
    const group = bytes.subarray(start[0]!, start[0]! + 3)
    const [first = 0, second = 0, third = 0] = group
    const bits = (first << 16) | (second << 8) | third
    for (let index = 0; index <= group.length; index += 1) text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
    if (text.length > 1_000_000) text = ''
  }
  return text
}
