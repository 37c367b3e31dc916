// diagnosis: wrong-length
// step: every
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
function enc(bytes: Uint8Array | number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const n = Math.min(3, bytes.length - i)
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let k = 0; k <= n; k++) text += A[(bits >> (18 - 6 * k)) & 63]
  }
  return text
}
export const encode = (b: Uint8Array) => enc(b.subarray(0, b.length & 0xff))
