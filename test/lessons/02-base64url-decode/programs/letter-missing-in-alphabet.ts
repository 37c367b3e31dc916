// diagnosis: characters-refused
// step: group
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvxyz0123456789-_'
export function decode(text: string): Uint8Array { const out = new Uint8Array(text.length * 6 >> 3); let w = 0, n = 0, at = 0; for (const c of text) { const v = A.indexOf(c); if (v < 0) throw new JwtError('malformed', 'x'); w = w << 6 | v; n += 6; if (n >= 8) { n -= 8; out[at++] = w >> n; w &= (1 << n) - 1 } } return out }
