// diagnosis: not-a-jwt-error
// step: exact
import assert from 'node:assert'

export function checkClaims(
  claims: Record<string, any>,
  expected: { issuer?: string; audience?: string; subject?: string; required?: string[] },
): void {
  const { issuer, audience, subject, required = [] } = expected
  if (issuer !== undefined) assert.equal(claims.iss, issuer)
  if (subject !== undefined) assert.equal(claims.sub, subject)
  if (audience !== undefined) assert([claims.aud].flat().includes(audience))
  for (const name of required) assert(Object.hasOwn(claims, name))
}
