// diagnosis: padding-kept
// step: tails
const URL_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

// The URL alphabet was found out for whole groups only.
export function encode(bytes: Uint8Array): string {
  if (bytes.length % 3 === 0) return write(bytes, URL_ALPHABET)
  return write(bytes, ALPHABET) + '='.repeat(3 - (bytes.length % 3))
}

function write(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const group = bytes.subarray(start, start + 3)
    const [first = 0, second = 0, third = 0] = group
    const bits = (first << 16) | (second << 8) | third
    for (let index = 0; index <= group.length; index += 1) text += alphabet.charAt((bits >> (18 - 6 * index)) & 63)
  }
  return text
}
