// diagnosis: times-not-checked
// step: verify
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
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  checkClaims(payload, options)
  return payload
}
