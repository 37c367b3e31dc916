// diagnosis: timeout
// step: tails
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

// When fewer than three bytes are left, nothing happens any more, for ever.
export function encode(bytes: Uint8Array): string {
  let text = ''
  let start = 0
  while (start < bytes.length) {
    if (start + 3 <= bytes.length) {
      const [first = 0, second = 0, third = 0] = bytes.subarray(start, start + 3)
      const bits = (first << 16) | (second << 8) | third
      for (const shift of [18, 12, 6, 0]) text += ALPHABET.charAt((bits >> shift) & 63)
      start += 3
    }
  }
  return text
}
