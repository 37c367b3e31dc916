// diagnosis: claims-before-signature
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
  const peeked = peek(token)
  if (peeked !== null) {
    if (!Object.hasOwn(peeked, 'exp')) throw new JwtError('claim-missing', 'exp')
    checkTimes(peeked, { now: options.now, leeway: options.leeway ?? 0 })
  }
  const payload = verifyHs256(token, secret).payload as any
  checkClaims(payload, options)
  return payload
}

function peek(token: string): any {
  try {
    const value = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
