// style: steps that give results, errors only at the end
import { createHmac } from 'node:crypto'
import * as b64 from './base64url.ts'
import * as errors from './errors.ts'
import * as mac from './hmac.ts'
import * as json from './json.ts'
type Result<T> = { ok: true; value: T } | { ok: false; code: ConstructorParameters<typeof errors.JwtError>[0] }
const attempt = <T>(run: () => T): Result<T> => { try { return { ok: true, value: run() } } catch { return { ok: false, code: 'malformed' } } }
const steps = [
  (c: any): Result<any> => (c.secret.length >= 32 ? { ok: true, value: c } : { ok: false, code: 'bad-key' }),
  (c: any): Result<any> => { const s = c.token.split('.'); return s.length === 3 ? { ok: true, value: { ...c, s } } : { ok: false, code: 'malformed' } },
  (c: any): Result<any> => attempt(() => ({ ...c, header: json.decodeJson(c.s[0]), payload: json.decodeJson(c.s[1]), signature: b64.decode(c.s[2]) })),
  (c: any): Result<any> => (c.header.alg === 'HS256' && !('crit' in c.header) && !('b64' in c.header) ? { ok: true, value: c } : { ok: false, code: 'unsupported' }),
  (c: any): Result<any> => (mac.constantTimeEqual(createHmac('sha256', c.secret).update(c.s.slice(0, 2).join('.')).digest(), c.signature) ? { ok: true, value: c } : { ok: false, code: 'bad-signature' }),
]
export const verifyHs256 = (token: string, secret: Uint8Array) => {
  const end = steps.reduce<Result<any>>((r, step) => (r.ok ? step(r.value) : r), { ok: true, value: { token, secret } })
  if (!end.ok) throw new errors.JwtError(end.code, 'no: ' + end.code)
  const { header, payload } = end.value
  return { header, payload }
}
export default verifyHs256
