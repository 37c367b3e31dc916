// style: a Map of own members, one loop over pairs
import { JwtError } from './errors.ts'

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const own = new Map(Object.entries(claims))
  const pairs = [
    ['iss', expected.issuer],
    ['sub', expected.subject],
    ['aud', expected.audience],
  ] as const
  for (const name of expected.required ?? []) if (!own.has(name)) throw new JwtError('claim-missing', name)
  for (const [name, text] of pairs) {
    if (text === undefined) continue
    if (!own.has(name)) throw new JwtError('claim-missing', name)
    const value = own.get(name)
    const members = name === 'aud' && Array.isArray(value) ? value : [value]
    if (!members.some(member => member === text)) throw new JwtError('claim-mismatch', name)
  }
}
