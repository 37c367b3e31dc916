// style: works on frozen deep copies
import { JwtError } from './errors.ts'

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) freeze(member)
    Object.freeze(value)
  }
  return value
}

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const token = freeze(structuredClone(claims))
  const { issuer, audience, subject, required = [] } = freeze(structuredClone(expected))
  const own = (name: string) => Object.prototype.propertyIsEnumerable.call(token, name)
  for (const name of required) if (!own(name)) throw new JwtError('claim-missing', name)
  if (issuer !== undefined) {
    if (!own('iss')) throw new JwtError('claim-missing', 'iss')
    if (typeof token.iss !== 'string' || token.iss !== issuer) throw new JwtError('claim-mismatch', 'iss')
  }
  if (subject !== undefined) {
    if (!own('sub')) throw new JwtError('claim-missing', 'sub')
    if (typeof token.sub !== 'string' || token.sub !== subject) throw new JwtError('claim-mismatch', 'sub')
  }
  if (audience !== undefined) {
    if (!own('aud')) throw new JwtError('claim-missing', 'aud')
    const list = typeof token.aud === 'string' ? [token.aud] : token.aud
    if (!Array.isArray(list) || list.find(member => member === audience) === undefined) throw new JwtError('claim-mismatch', 'aud')
  }
}
