// diagnosis: wrong-value
// step: issue
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'
export function issue(claims: Record<string, unknown>, secret: Uint8Array, options: { now: number; lifetime: number }): string {
  const { now, lifetime } = options
  /*ISSUE*/
  return 'Bearer ' + signHs256({ ...claims, iat: now, exp: now + lifetime }, secret)
}
export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, unknown> {
  const { now, leeway = 0, ...expected } = options
  const { payload } = verifyHs256(token, secret)
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  checkTimes(payload, { now, leeway })
  checkClaims(payload, expected)
  return payload
}
