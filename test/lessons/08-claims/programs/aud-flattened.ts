// diagnosis: aud-flattened
// step: audience
import { JwtError } from './errors.ts'
export function checkTimes(claims: Record<string, any>, o: { now: number; leeway?: number; maxAge?: number }): void {
  const no = (c: ConstructorParameters<typeof JwtError>[0]): never => { throw new JwtError(c, c) }
  const { now, leeway = 0, maxAge } = o; const { exp, nbf, iat } = claims
  for (const v of [exp, nbf, iat]) if (v !== undefined && !Number.isFinite(v)) no('malformed')
  if (exp !== undefined && now >= exp + leeway) no('expired')
  if (nbf !== undefined && now + leeway < nbf) no('not-yet-valid')
  if (maxAge !== undefined) { if (iat === undefined) no('claim-missing'); if (iat > now + leeway) no('not-yet-valid'); if (now - iat > maxAge + leeway) no('expired') }
}
type X = { issuer?: string; audience?: string; subject?: string; required?: string[] }
const miss = (n: string): never => { throw new JwtError('claim-missing', n) }
const diff = (n: string): never => { throw new JwtError('claim-mismatch', n) }
export function checkClaims(claims: Record<string, any>, x: X): void {
  for (const n of x.required ?? []) if (!Object.hasOwn(claims, n)) miss(n)
  if (x.issuer !== undefined) { if (claims.iss === undefined) miss('iss'); if (claims.iss !== x.issuer) diff('iss') }
  if (x.subject !== undefined) { if (claims.sub === undefined) miss('sub'); if (claims.sub !== x.subject) diff('sub') }
  if (x.audience !== undefined) { if (claims.aud === undefined) miss('aud'); if (![claims.aud].flat(Infinity).includes(x.audience)) diff('aud') }
}
