// style: a generator of checks
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

export function issue(claims: Record<string, any>, secret: Uint8Array, { now, lifetime }: { now: number; lifetime: number }): string {
  const { iat: _iat, exp: _exp, ...rest } = claims
  return signHs256({ exp: now + lifetime, ...rest, iat: now }, secret)
}

function* stages(token: string, secret: Uint8Array, options: any): Generator<Record<string, any>> {
  const { payload } = verifyHs256(token, secret)
  yield payload
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  yield payload
  checkTimes(payload, { now: options.now, ...(options.leeway === undefined ? {} : { leeway: options.leeway }) })
  yield payload
  checkClaims(payload, options)
  yield payload
}

export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, any> {
  let last: Record<string, any> = {}
  for (const payload of stages(token, secret, options)) last = payload
  return last
}
