// diagnosis: exp-is-no-number
// step: issue
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'
export function issue(claims: Record<string, unknown>, secret: Uint8Array, options: any): string {
  return signHs256({ ...claims, iat: options.now, exp: options.now + options.lifetme }, secret)
}
export function verify(token: string, secret: Uint8Array, options: any): Record<string, unknown> {
  const { payload } = verifyHs256(token, secret)
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'no exp')
  checkTimes(payload, options)
  checkClaims(payload, options)
  return payload
}
