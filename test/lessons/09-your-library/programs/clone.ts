// style: structuredClone, times as strings of JSON
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

export function issue(claims: Record<string, any>, secret: Uint8Array, options: { now: number; lifetime: number }): string {
  const copy = structuredClone(claims)
  delete copy.iat
  delete copy.exp
  return signHs256(JSON.parse(JSON.stringify({ iat: options.now, exp: options.now + options.lifetime, ...copy })), secret)
}

export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, any> {
  const verified = verifyHs256(token, secret)
  const claims = structuredClone(verified.payload)
  if (claims.exp === undefined) throw new JwtError('claim-missing', 'exp is required')
  checkTimes(claims, { now: options.now, leeway: options.leeway ?? 0 })
  const { issuer, audience, subject } = options
  checkClaims(claims, { issuer, audience, subject } as any)
  return Object.freeze(claims)
}
