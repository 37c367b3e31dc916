// style: recursion trampoline
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
type Step = { done: Uint8Array } | { next: () => Step }
const go = (t: string, acc: Uint8Array, at: number): Step => {
  if (!t.length) return { done: acc.subarray(0, at) }
  const g = t.slice(0, 4)
  return { next: () => { const [a, b, c, d] = [0, 1, 2, 3].map(i => i < g.length ? val(g.charCodeAt(i)) : 0) as [number, number, number, number]; const n = a << 18 | b << 12 | c << 6 | d; const len = g.length - 1; if (len < 1) bad(); for (let i = 0; i < 3; i++) { const x = n >> (16 - 8 * i) & 255; if (i < len) acc[at + i] = x; else if (x) bad() } return go(t.slice(4), acc, at + len) } }
}
function val(c: number): number { if (c >= 65 && c <= 90) return c - 65; if (c >= 97 && c <= 122) return c - 71; if (c >= 48 && c <= 57) return c + 4; if (c === 45) return 62; if (c === 95) return 63; return bad() }
export function decode(text: string): Uint8Array { let s = go(text, new Uint8Array(Math.ceil(text.length * 3 / 4)), 0); while ('next' in s) s = s.next(); return s.done }
