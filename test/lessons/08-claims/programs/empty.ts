// diagnosis: claims-never-refuse
// step: exact
import { JwtError } from './errors.ts'

export function checkClaims(
  claims: Record<string, any>,
  expected: { issuer?: string; audience?: string; subject?: string; required?: string[] },
): void {
  void claims
  void expected
}
