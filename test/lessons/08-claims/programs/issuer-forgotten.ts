// diagnosis: issuer-ignored
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
  if (subject !== undefined) {
    if (!has('sub')) throw missing('sub')
    if (claims.sub !== subject) throw mismatch('sub')
  }
  if (audience !== undefined) {
    if (!has('aud')) throw missing('aud')
    const { aud } = claims
    if (!(Array.isArray(aud) ? aud.includes(audience) : aud === audience)) throw mismatch('aud')
  }
  for (const name of required) if (!has(name)) throw missing(name)
}
