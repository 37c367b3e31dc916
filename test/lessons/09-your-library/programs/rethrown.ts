// style: wraps refusals in a subclass of JwtError with the same code
import { checkClaims, checkTimes } from './claims.ts'
import { JwtError } from './errors.ts'
import { signHs256, verifyHs256 } from './hs256.ts'

class InvalidToken extends JwtError {}

export function issue(claims: Record<string, any>, secret: Uint8Array, options: { now: number; lifetime: number }): string {
  const { now: iat, lifetime } = options
  const exp = iat + lifetime
  return signHs256({ ...claims, exp, iat }, secret)
}

export function verify(token: string, secret: Uint8Array, options: { now: number; leeway?: number; issuer?: string; audience?: string; subject?: string }): Record<string, any> {
  try {
    const { payload } = verifyHs256(token, secret)
    if (!Object.keys(payload).includes('exp')) throw new JwtError('claim-missing', 'exp')
    checkTimes(payload, { ...options })
    checkClaims(payload, { ...options })
    return payload
  } catch (error) {
    if (error instanceof JwtError) throw new InvalidToken(error.code, `invalid token: ${error.message}`)
    throw error
  }
}
