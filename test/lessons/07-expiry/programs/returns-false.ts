// diagnosis: times-returned-not-thrown
// step: exp
import { JwtError } from './errors.ts'

export function checkTimes(
  claims: Record<string, any>,
  options: { now: number; leeway?: number; maxAge?: number },
): void {
  const { now, leeway = 0, maxAge } = options
  const { exp, nbf, iat } = claims
  if (exp !== undefined && now >= exp + leeway) return false as any
  if (nbf !== undefined && now < nbf - leeway) return false as any
  return true as any
}
