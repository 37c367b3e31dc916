// diagnosis: characters-refused
// step: group
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
const T = new Map(Array.from(A, (c, i) => [c, i]))
export const decode = (t: string) => { if (t.length % 4 === 1) bad(); const out = new Uint8Array(t.length * 6 >> 3); let w = 0, n = 0, at = 0; for (let i = 0; i < t.length; i++) { const v = T.get(t[i]!); if (!v) return bad(); w = w << 6 | v; n += 6; if (n >= 8) { n -= 8; out[at++] = w >> n; w &= (1 << n) - 1 } } if (w) bad(); return out }
