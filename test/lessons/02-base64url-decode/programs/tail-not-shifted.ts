// diagnosis: decode-tail-not-shifted
// step: every-length
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
export function decode(text: string): Uint8Array { const out: number[] = []; for (let i = 0; i < text.length; i += 4) { const g = text.slice(i, i + 4); let v = 0; for (const c of g) v = v << 6 | A.indexOf(c); if (g.length === 4) out.push(v >> 16, v >> 8 & 255, v & 255); if (g.length === 3) out.push(v >> 8 & 255, v & 255); if (g.length === 2) out.push(v & 255) } return Uint8Array.from(out) }
