// style: Object.assign, only the options that are given are handed on
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

export function issue(claims: Record<string, any>, secret: Uint8Array, options: { now: number; lifetime: number }): string {
  const payload = Object.assign({}, claims)
  payload.iat = options.now
  payload.exp = options.now + options.lifetime
  return signHs256(payload, secret)
}

export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, any> {
  const { payload } = verifyHs256(token, secret)
  if (!('exp' in payload)) throw new JwtError('claim-missing', 'exp')
  const times: { now: number; leeway?: number } = { now: options.now }
  if (options.leeway !== undefined) times.leeway = options.leeway
  checkTimes(payload, times)
  const expected: { issuer?: string; audience?: string; subject?: string } = {}
  if (options.issuer !== undefined) expected.issuer = options.issuer
  if (options.audience !== undefined) expected.audience = options.audience
  if (options.subject !== undefined) expected.subject = options.subject
  checkClaims(payload, expected)
  return { ...payload }
}
