// diagnosis: leading-zeros-lost
// step: every
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  if (bytes.length < 4) return write(bytes)
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  number <<= BigInt((3 - (bytes.length % 3)) % 3) * 8n
  let text = ''
  for (; number > 0n; number >>= 6n) text = ALPHABET.charAt(Number(number & 63n)) + text
  return text.slice(0, text.length - ((3 - (bytes.length % 3)) % 3))
}

function write(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const group = bytes.subarray(start, start + 3)
    const [first = 0, second = 0, third = 0] = group
    const bits = (first << 16) | (second << 8) | third
    for (let index = 0; index <= group.length; index += 1) text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
  }
  return text
}
