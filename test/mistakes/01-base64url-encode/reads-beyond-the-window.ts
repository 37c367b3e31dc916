// diagnosis: whole-buffer
// step: every
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(b: Uint8Array) { const v = new DataView(b.buffer); let t = ''; for (let i = 0; i < b.length; i += 3) { let n = 0; for (let k = 0; k < 3; k++) n = n << 8 | (b.byteOffset + i + k < v.byteLength ? v.getUint8(b.byteOffset + i + k) : 0); const len = Math.min(3, b.length - i); for (let k = 0; k <= len; k++) t += A[n >> (18 - 6 * k) & 63] } return t }
