// diagnosis: first-group-only
// step: every
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  const [first = 0, second = 0, third = 0] = bytes
  const bits = (first << 16) | (second << 8) | third
  const text = [18, 12, 6, 0].map(shift => ALPHABET.charAt((bits >> shift) & 63)).join('')
  return text.slice(0, bytes.length + 1 - (bytes.length === 0 ? 1 : 0))
}
