// style: Sets of audiences and of names
import { JwtError } from './errors.ts'

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): any {
  const names = new Set(Object.getOwnPropertyNames(claims))
  const required = new Set(expected.required)
  const wanted = new Map<string, string>()
  if (expected.issuer !== undefined) wanted.set('iss', expected.issuer)
  if (expected.audience !== undefined) wanted.set('aud', expected.audience)
  if (expected.subject !== undefined) wanted.set('sub', expected.subject)
  for (const name of [...required, ...wanted.keys()]) if (!names.has(name)) throw new JwtError('claim-missing', name)
  for (const [name, text] of wanted) {
    const value = claims[name]
    const accepted = new Set<unknown>(Array.isArray(value) && name === 'aud' ? value : [value])
    if (!accepted.has(text)) throw new JwtError('claim-mismatch', name)
  }
  return { ok: true }
}
