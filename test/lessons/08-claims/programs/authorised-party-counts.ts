// diagnosis: accepted
// step: audience
import { JwtError } from './errors.ts'
export function checkClaims(claims: Record<string, unknown>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const { issuer, audience, subject, required = [] } = expected
  const need = (name: string): any => {
    if (!Object.hasOwn(claims, name)) throw new JwtError('claim-missing', name)
    return claims[name]
  }
  for (const name of required) need(name)
  if (issuer !== undefined && need('iss') !== issuer) throw new JwtError('claim-mismatch', 'iss')
  if (subject !== undefined && need('sub') !== subject) throw new JwtError('claim-mismatch', 'sub')
  if (audience !== undefined) {
    const aud = need('aud')
    const list: any[] = Array.isArray(aud) ? aud : [aud]
    if (!list.includes(audience) && claims.azp !== audience) throw new JwtError('claim-mismatch', 'aud')
  }
}
