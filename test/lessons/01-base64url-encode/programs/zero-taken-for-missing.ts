// diagnosis: zero-bytes-left-out
// step: group
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length;) { const a = bytes[i++]!, b = bytes[i++], c = bytes[i++]; out += A[a >> 2]! + A[(a & 3) << 4 | (b ?? 0) >> 4]; if (b) out += A[(b & 15) << 2 | (c ?? 0) >> 6]; if (c) out += A[c & 63] }
  return out
}
