// style: a generator of faults; returns the claims
import { JwtError } from './errors.ts'

function* faults(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): Generator<JwtError> {
  const { now, leeway = 0, maxAge } = options
  for (const name of ['iat', 'exp', 'nbf']) {
    const value = claims[name]
    if (value !== undefined && !(typeof value === 'number' && value - value === 0)) yield new JwtError('malformed', name)
  }
  const { iat, exp, nbf } = claims
  if (maxAge !== undefined && iat === undefined) yield new JwtError('claim-missing', 'iat')
  if (maxAge !== undefined && iat > now + leeway) yield new JwtError('not-yet-valid', 'iat')
  if (maxAge !== undefined && now - iat > maxAge + leeway) yield new JwtError('expired', 'iat')
  if (nbf !== undefined && now < nbf - leeway) yield new JwtError('not-yet-valid', 'nbf')
  if (exp !== undefined && now >= exp + leeway) yield new JwtError('expired', 'exp')
}

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): any {
  for (const fault of faults(claims, options)) throw fault
  return claims
}
