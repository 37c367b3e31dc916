// diagnosis: refused
// step: issue
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

type VerifyOptions = { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }

export function issue(claims: Record<string, any>, secret: Uint8Array, { now, lifetime }: { now: number; lifetime: number }): string {
  const token = signHs256({ ...claims, iat: now, exp: now + lifetime }, secret)
  if (token.length > 4096) throw new JwtError('malformed', 'too long for a cookie')
  return token
}

export function verify(token: string, secret: Uint8Array, options: VerifyOptions): Record<string, any> {
  const { now, leeway = 0, issuer, audience, subject } = options
  const { payload } = verifyHs256(token, secret)
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  checkTimes(payload, { now, leeway })
  checkClaims(payload, { issuer, audience, subject })
  return payload
}
