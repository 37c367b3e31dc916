// diagnosis: leeway-one-side
// step: verify
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

type VerifyOptions = { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }

export function issue(claims: Record<string, any>, secret: Uint8Array, { now, lifetime }: { now: number; lifetime: number }): string {
  return signHs256({ ...claims, iat: now, exp: now + lifetime }, secret)
}

export function verify(token: string, secret: Uint8Array, options: VerifyOptions): Record<string, any> {
  const { now, leeway = 0, issuer, audience, subject } = options
  const { payload } = verifyHs256(token, secret)
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  const { nbf, ...others } = payload
  checkTimes(others, { now })
  if (nbf !== undefined) checkTimes({ nbf }, { now, leeway })
  checkClaims(payload, { issuer, audience, subject })
  return payload
}
