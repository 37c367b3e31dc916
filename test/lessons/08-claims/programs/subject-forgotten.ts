// diagnosis: subject-ignored
// step: exact
import { JwtError } from './errors.ts'

export function checkClaims(
  claims: Record<string, any>,
  expected: { issuer?: string; audience?: string; subject?: string; required?: string[] },
): void {
  const { issuer, audience, subject, required = [] } = expected
  const has = (name: string) => Object.hasOwn(claims, name)
  const missing = (name: string) => new JwtError('claim-missing', name)
  const mismatch = (name: string) => new JwtError('claim-mismatch', name)
  if (issuer !== undefined) {
    if (!has('iss')) throw missing('iss')
    if (claims.iss !== issuer) throw mismatch('iss')
  }
  if (audience !== undefined) {
    if (!has('aud')) throw missing('aud')
    const { aud } = claims
    if (!(Array.isArray(aud) ? aud.includes(audience) : aud === audience)) throw mismatch('aud')
  }
  for (const name of required) if (!has(name)) throw missing(name)
}
