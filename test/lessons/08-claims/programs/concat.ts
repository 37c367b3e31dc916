// style: [].concat and every; prototype-less copy
import { JwtError } from './errors.ts'

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const copy: Record<string, any> = Object.assign(Object.create(null), claims)
  const wanted = { iss: expected.issuer, sub: expected.subject, aud: expected.audience } as Record<string, string | undefined>
  for (const name in wanted) {
    if (wanted[name] === undefined) continue
    if (!(name in copy)) throw new JwtError('claim-missing', name)
    if (name !== 'aud' && Array.isArray(copy[name])) throw new JwtError('claim-mismatch', name)
    const list: unknown[] = ([] as unknown[]).concat(copy[name])
    if (list.every(member => member !== wanted[name])) throw new JwtError('claim-mismatch', name)
  }
  expected.required?.forEach(name => {
    if (!(name in copy)) throw new JwtError('claim-missing', name)
  })
}
