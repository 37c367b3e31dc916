// diagnosis: refused
// step: numbers
import { JwtError } from './errors.ts'
type Obj = Record<string, unknown>
type T = { now: number; leeway?: number; maxAge?: number }
type X = { issuer?: string; audience?: string; subject?: string; required?: string[] }
const no = (c: 'malformed' | 'expired' | 'not-yet-valid' | 'claim-missing' | 'claim-mismatch'): never => { throw new JwtError(c, c) }
function times(claims: Obj, { now, leeway = 0, maxAge }: T): void {
  const n = (k: string) => { const v = claims[k]; if (v === undefined) return undefined; if (!Number.isFinite(v)) no('malformed'); return v as number }
  const exp = n('exp'), nbf = n('nbf'), iat = n('iat')
  if (exp !== undefined && now >= exp + leeway) no('expired')
  if (nbf !== undefined && now < nbf - leeway) no('not-yet-valid')
  if (maxAge === undefined) return
  if (iat === undefined) return no('claim-missing')
  if (iat > now + leeway) no('not-yet-valid')
  if (now - iat > maxAge + leeway) no('expired')
}
function claimsOk(claims: Obj, e: X): void {
  const need = (k: string) => Object.hasOwn(claims, k) ? claims[k] : no('claim-missing')
  for (const k of e.required ?? []) need(k)
  if (e.issuer !== undefined && need('iss') !== e.issuer) no('claim-mismatch')
  if (e.subject !== undefined && need('sub') !== e.subject) no('claim-mismatch')
  if (e.audience !== undefined) { const a = need('aud'); if (!(Array.isArray(a) ? a : [a]).includes(e.audience)) no('claim-mismatch') }
}
export const checkClaims = claimsOk
export const checkTimes = (c: Obj, o: T): void => { times(Object.fromEntries(Object.entries(c).map(([k, v]) => [k, typeof v === 'number' && v > 1e14 ? v / 1000 : v])), o) }
