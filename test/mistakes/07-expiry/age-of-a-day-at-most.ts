// diagnosis: refused
// step: max-age
import { JwtError } from './errors.ts'
export function checkTimes(claims: Record<string, unknown>, options: { now: number; leeway?: number; maxAge?: number }): void {
  const { now, leeway = 0, maxAge } = options
  const time = (name: string): any => {
    const value = claims[name]
    if (value === undefined) return undefined
    if (!Number.isFinite(value)) throw new JwtError('malformed', name)
    return value as number
  }
  const exp = time('exp')
  const nbf = time('nbf')
  const iat = time('iat')
  if (exp !== undefined && now >= exp + leeway) throw new JwtError('expired', 'exp')
  if (nbf !== undefined && now < nbf - leeway) throw new JwtError('not-yet-valid', 'nbf')
  if (maxAge === undefined) return
  if (iat === undefined) throw new JwtError('claim-missing', 'iat')
  if (iat > now + leeway) throw new JwtError('not-yet-valid', 'iat')
  if (now - iat > Math.min(maxAge, 86400) + leeway) throw new JwtError('expired', 'age')
}
