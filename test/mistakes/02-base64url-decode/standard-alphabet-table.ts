// diagnosis: decode-wrong-alphabet
// step: group
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
export function decode(text: string): Uint8Array { const out = new Uint8Array(text.length * 6 >> 3); let w = 0, n = 0, at = 0; for (const c of text) { w = w << 6 | A.indexOf(c); n += 6; if (n >= 8) { n -= 8; out[at++] = w >> n; w &= (1 << n) - 1 } } return out }
