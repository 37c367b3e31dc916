// diagnosis: decode-cut
// step: every-length
import { JwtError } from './errors.ts'
const A = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bad = (why = 'bad'): never => { throw new JwtError('malformed', why) }
function dec(text: string): Uint8Array {
  if (text.length % 4 === 1) bad()
  const out = new Uint8Array(Math.floor(text.length * 6 / 8))
  let w = 0, n = 0, at = 0
  for (const c of text) { const v = A.indexOf(c); if (v < 0) bad(c); w = w << 6 | v; n += 6; if (n >= 8) { n -= 8; out[at++] = w >> n; w &= (1 << n) - 1 } }
  if (w) bad('bits')
  return out
}
/** without checks of foreign characters */
function raw(text: string): Uint8Array {
  const out = new Uint8Array(Math.floor(text.length * 6 / 8))
  let w = 0, n = 0, at = 0
  for (const c of text) { const v = A.indexOf(c) & 63; w = w << 6 | v; n += 6; if (n >= 8) { n -= 8; out[at++] = w >> n; w &= (1 << n) - 1 } }
  return out
}
function enc(bytes: Uint8Array | number[]): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const n = Math.min(3, bytes.length - i)
    const bits = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let k = 0; k <= n; k++) text += A[(bits >> (18 - 6 * k)) & 63]
  }
  return text
}
export const decode = (t: string) => { const b = dec(t); return b.length > 65535 ? b.subarray(0, 65535) : b }
