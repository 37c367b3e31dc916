// diagnosis: trailing-zeros-lost
// step: every
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
function plain(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const n = Math.min(3, bytes.length - i)
    const bits = (bytes[i]! << 16) | ((n > 1 ? bytes[i + 1]! : 0) << 8) | (n > 2 ? bytes[i + 2]! : 0)
    for (let j = 0; j <= n; j += 1) text += ALPHABET[(bits >> (18 - 6 * j)) & 63]
  }
  return text
}
export function encode(bytes: Uint8Array): string {
  const t = plain(bytes)
  return bytes.length % 3 === 0 && t.length > 8 ? t.replace(/AAAA$/, '') : t
}
export function decode(text: string): Uint8Array { throw new Error('later ' + text) }
