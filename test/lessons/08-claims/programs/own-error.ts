// style: a subclass of JwtError, collects all faults and throws the last
import { JwtError } from './errors.ts'
import type { JwtErrorCode } from './errors.ts'

class ClaimError extends JwtError {
  readonly claim: string
  constructor(code: JwtErrorCode, claim: string) {
    super(code, `${claim}: ${code}`)
    this.claim = claim
  }
}

export function checkClaims(claims: Record<string, any>, expected: { issuer?: string; audience?: string; subject?: string; required?: string[] }): void {
  const faults: ClaimError[] = []
  const check = (claim: string, text: string | undefined, fits: (value: any) => boolean): void => {
    if (typeof text !== 'string') return
    if (Object.keys(claims).indexOf(claim) === -1) faults.push(new ClaimError('claim-missing', claim))
    else if (!fits(claims[claim])) faults.push(new ClaimError('claim-mismatch', claim))
  }
  check('iss', expected.issuer, value => Object.is(value, expected.issuer))
  check('sub', expected.subject, value => Object.is(value, expected.subject))
  check('aud', expected.audience, value => (value instanceof Array ? value.indexOf(expected.audience) >= 0 : value === expected.audience))
  for (const name of expected.required ?? []) check(name, '', () => true)
  const last = faults.pop()
  if (last !== undefined) throw last
}
