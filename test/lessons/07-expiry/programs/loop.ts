// style: one condition a line, as most people write it; variants.ts edits it
import { JwtError } from './errors.ts'

export function checkTimes(
  claims: Record<string, any>,
  options: { now: number; leeway?: number; maxAge?: number },
): void {
  const { now, leeway = 0, maxAge } = options
  const { exp, nbf, iat } = claims
  for (const name of ['exp', 'nbf', 'iat']) {
    if (Object.hasOwn(claims, name) && !Number.isFinite(claims[name])) throw new JwtError('malformed', name)
  }
  if (exp !== undefined && now >= exp + leeway) throw new JwtError('expired', 'over')
  if (nbf !== undefined && now < nbf - leeway) throw new JwtError('not-yet-valid', 'too early')
  if (maxAge !== undefined) {
    if (iat === undefined) throw new JwtError('claim-missing', 'iat')
    if (iat > now + leeway) throw new JwtError('not-yet-valid', 'from the future')
    if (now - iat > maxAge + leeway) throw new JwtError('expired', 'too old')
  }
}
