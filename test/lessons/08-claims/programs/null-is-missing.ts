// style: counts null as missing; audience first
import { JwtError } from './errors.ts'

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const { issuer, audience, subject, required } = expected
  const get = (name: string): unknown => {
    const value = Object.getOwnPropertyDescriptor(claims, name)?.value
    if (value === undefined || value === null) throw new JwtError('claim-missing', `${name} is missing`)
    return value
  }
  if (audience !== undefined) {
    const aud = get('aud')
    let found = false
    if (typeof aud === 'string') found = aud === audience
    else if (Array.isArray(aud)) for (let index = 0; index < aud.length; index++) found ||= aud[index] === audience
    if (!found) throw new JwtError('claim-mismatch', 'aud')
  }
  if (subject !== undefined && get('sub') !== subject) throw new JwtError('claim-mismatch', 'sub')
  if (issuer !== undefined && get('iss') !== issuer) throw new JwtError('claim-mismatch', 'iss')
  if (required !== undefined) {
    const missing = required.filter(name => !Object.keys(claims).includes(name))
    if (missing.length > 0) throw new JwtError('claim-missing', missing.join(', '))
  }
}
