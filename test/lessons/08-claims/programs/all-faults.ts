// style: collects all faults and throws the first
import { JwtError } from './errors.ts'
export function checkClaims(claims: Record<string, unknown>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const faults: JwtError[] = []
  const check = (want: string | undefined, name: string, fits: (x: unknown, want: string) => boolean) => {
    if (want === undefined) return
    const d = Object.getOwnPropertyDescriptor(claims, name)
    if (!d) faults.push(new JwtError('claim-missing', name))
    else if (!fits(d.value, want)) faults.push(new JwtError('claim-mismatch', name))
  }
  check(expected.audience, 'aud', (x, w) => [x].flat().some(m => m === w))
  check(expected.subject, 'sub', Object.is)
  check(expected.issuer, 'iss', Object.is)
  for (const n of expected.required ?? []) if (!Object.keys(claims).includes(n)) faults.unshift(new JwtError('claim-missing', n))
  if (faults[0]) throw faults[0]
}
