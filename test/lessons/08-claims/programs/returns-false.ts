// diagnosis: claims-returned-not-thrown
// step: exact
import { JwtError } from './errors.ts'

export function checkClaims(
  claims: Record<string, any>,
  expected: { issuer?: string; audience?: string; subject?: string; required?: string[] },
): void {
  return (expected.issuer === undefined || claims.iss === expected.issuer) as any
}
