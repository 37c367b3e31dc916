// diagnosis: whole-buffer
// step: every
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function encode(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer)
  const byteAt = (index: number): number => (index < bytes.length ? view.getUint8(index) : 0)
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const bits = (byteAt(start) << 16) | (byteAt(start + 1) << 8) | byteAt(start + 2)
    const count = Math.min(3, bytes.length - start) + 1
    for (let index = 0; index < count; index += 1) text += ALPHABET.charAt((bits >> (18 - 6 * index)) & 63)
  }
  return text
}
