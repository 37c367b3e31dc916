// diagnosis: verdict-remembered
// step: secret
import { createHmac, timingSafeEqual } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'
const bytes = (s: string) => new TextEncoder().encode(s)
type Obj = Record<string, unknown>
function sign(payload: Obj, secret: Uint8Array, header: Obj = { alg: 'HS256', typ: 'JWT' }): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const i = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${i}.${encode(hmacSha256(secret, bytes(i)))}`
}
function check(token: string, secret: Uint8Array): { header: Obj; payload: Obj } {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const s = token.split('.') as [string, string, string]
  if (s.length !== 3) throw new JwtError('malformed', 'segments')
  const header = decodeJson(s[0])
  const payload = decodeJson(s[1])
  if (header.alg !== 'HS256' || Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'alg')
  if (!constantTimeEqual(decode(s[2]), hmacSha256(secret, bytes(s[0] + '.' + s[1])))) throw new JwtError('bad-signature', 'x')
  return { header, payload }
}
export const signHs256 = (p: Obj, k: Uint8Array) => sign(p, k)
export const verifyHs256 = (() => { const m = new Map<string, any>(); return (t: string, k: Uint8Array) => { const q = t + k.slice(0, 8) + k.length; if (!m.has(q)) m.set(q, check(t, k)); return m.get(q)! } })()
