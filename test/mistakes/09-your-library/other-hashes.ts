// diagnosis: accepted
// step: interop
import { createHmac } from 'node:crypto'
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
  const [header = '', body = '', signature] = token.split('.')
  const match = /HS(384|512)/.exec(Buffer.from(header, 'base64url').toString())
  const right = match && createHmac(`sha${match[1]}`, secret).update(`${header}.${body}`).digest('base64url') === signature
  const payload = right ? JSON.parse(Buffer.from(body, 'base64url').toString()) : verifyHs256(token, secret).payload
  if (!Object.hasOwn(payload, 'exp')) throw new JwtError('claim-missing', 'exp')
  checkTimes(payload, { now: options.now, leeway: options.leeway ?? 0 })
  checkClaims(payload, options)
  return payload
}
