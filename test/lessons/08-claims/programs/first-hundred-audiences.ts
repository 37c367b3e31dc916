// diagnosis: refused
// step: audience
import { JwtError } from './errors.ts'
export function checkTimes(claims: Record<string, any>, o: { now: number; leeway?: number; maxAge?: number }): void {
  const no = (c: any): never => { throw new JwtError(c, c) }
  const { now, leeway = 0, maxAge } = o; const { exp, nbf, iat } = claims
  for (const v of [exp, nbf, iat]) if (v !== undefined && !Number.isFinite(v)) no('malformed')
  if (exp !== undefined && now >= exp + leeway) no('expired')
  if (nbf !== undefined && now + leeway < nbf) no('not-yet-valid')
  if (maxAge !== undefined) { if (iat === undefined) no('claim-missing'); if (iat > now + leeway) no('not-yet-valid'); if (now - iat > maxAge + leeway) no('expired') }
}
export function checkClaims(claims: Record<string, any>, x: any): void {
  const no = (c: any): never => { throw new JwtError(c, c) }
  for (const n of x.required ?? []) if (!Object.hasOwn(claims, n)) no('claim-missing')
  for (const [k, n] of [['issuer','iss'],['subject','sub'],['audience','aud']] as const) {
    if (x[k] === undefined) continue
    if (!Object.hasOwn(claims, n)) no('claim-missing')
    const v = claims[n]
    if (n === 'aud' && Array.isArray(v) ? !v.slice(0, 100).includes(x[k]) : v !== x[k]) no('claim-mismatch')
  }
}
