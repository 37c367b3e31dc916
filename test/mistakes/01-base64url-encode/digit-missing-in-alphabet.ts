// diagnosis: wrong-alphabet
// step: group
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678-_'
export function encode(bytes: Uint8Array): string { let text = ''; for (let i = 0; i < bytes.length; i += 3) { const n = Math.min(3, bytes.length - i); const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0); for (let k = 0; k <= n; k++) text += A.charAt((bits >> (18 - 6 * k)) & 63) } return text }
