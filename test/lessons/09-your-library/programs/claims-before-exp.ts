// diagnosis: order-of-checks
// step: order
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

export function issue(claims: Record<string, any>, secret: Uint8Array, { now, lifetime }: { now: number; lifetime: number }): string {
  return signHs256({ ...claims, iat: now, exp: now + lifetime }, secret)
}

export function verify(
  token: string,
  secret: Uint8Array,
  options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string },
): Record<string, any> {
  const { payload } = verifyHs256(token, secret) as any
  checkClaims(payload, options)
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  checkTimes(payload, { now: options.now, leeway: options.leeway ?? 0 })
  return payload
}
