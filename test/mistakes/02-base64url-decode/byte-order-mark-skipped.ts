// diagnosis: blanks-accepted
// step: alphabet
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
function enc(bytes: Uint8Array): string {
  let s = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    s += A[n >> 18]! + A[(n >> 12) & 63] + (i + 1 < bytes.length ? A[(n >> 6) & 63] : '') + (i + 2 < bytes.length ? A[n & 63] : '')
  }
  return s
}
export const encode = enc
const bad = (why: string): never => { throw new JwtError('malformed', why) }
function dec(text: string, value: (c: string, i: number) => number, slack = true): Uint8Array {
  if (text.length % 4 === 1) bad('length')
  const out = new Uint8Array((text.length * 3) >> 2)
  let acc = 0, n = 0, o = 0
  for (let i = 0; i < text.length; i++) {
    const v = value(text[i]!, i)
    acc = ((acc << 6) | v) & 0xffff
    n += 6
    if (n >= 8) { n -= 8; out[o++] = acc >> n; acc &= (1 << n) - 1 }
  }
  if (slack && acc) bad('bits')
  return out
}
const strict = (c: string) => { const v = A.indexOf(c); return v < 0 ? bad(c) : v }
export const decode = (t: string) => dec(t.replace(/^\ufeff/, ''), strict)