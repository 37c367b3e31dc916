// style: standard base64 with padding first, then rewritten for URLs
const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 3) {
    const bits = ((bytes[start] ?? 0) << 16) | ((bytes[start + 1] ?? 0) << 8) | (bytes[start + 2] ?? 0)
    const four = [18, 12, 6, 0].map(shift => STANDARD[(bits >> shift) & 63]).join('')
    const missing = Math.max(0, start + 3 - bytes.length)
    text += four.slice(0, 4 - missing) + '='.repeat(missing)
  }
  return text
}

export function encode(bytes: Uint8Array): string {
  return toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
