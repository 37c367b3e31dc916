// diagnosis: decode-bits-pile-up
// step: every-length
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
export function decode(text: string): Uint8Array { const out = new Uint8Array(text.length * 6 >> 3); let w = 0, n = 0, at = 0; for (const c of text) { const v = A.indexOf(c); if (v < 0) bad(); w = w * 64 + v; n += 6; if (n >= 8) { n -= 8; out[at++] = Math.floor(w / 2 ** n) } } return out }
