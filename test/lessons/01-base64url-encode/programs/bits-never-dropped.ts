// diagnosis: bits-pile-up
// step: every
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
export function encode(bytes: Uint8Array): string { let acc = 0, n = 0, t = ''; for (const b of bytes) { acc = (acc << 8) + b; n += 8; while (n >= 6) { n -= 6; t += A[(acc / 2 ** n) & 63] } } if (n) t += A[(acc << (6 - n)) & 63]; return t }
