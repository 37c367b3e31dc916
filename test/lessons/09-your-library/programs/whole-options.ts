// style: hands all options on as they are
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

export function issue(claims: Record<string, any>, secret: Uint8Array, options: { now: number; lifetime: number }): string {
  return signHs256({ ...claims, ...{ exp: options.now + options.lifetime, iat: options.now } }, secret)
}

export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, any> {
  const payload = verifyHs256(token, secret).payload as Record<string, any>
  checkClaims(payload, { required: ['exp'] })
  checkTimes(payload, options)
  checkClaims(payload, options)
  return payload
}
