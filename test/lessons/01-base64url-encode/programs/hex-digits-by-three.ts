// style: hexadecimal regroup
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(bytes: Uint8Array): string {
  let hex = Array.from(bytes, b => ('0' + b.toString(16)).slice(-2)).join('')
  let out = ''
  while (hex) { const h = hex.slice(0, 3); hex = hex.slice(3); const v = parseInt(h.padEnd(3, '0'), 16); out += A[v >> 6]! + (h.length > 1 ? A[v & 63] : '') }
  return out
}
