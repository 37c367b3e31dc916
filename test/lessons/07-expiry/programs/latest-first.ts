// style: computes the window of all limits; faults in another order
import { JwtError } from './errors.ts'

const TIMES = new Set(['iat', 'nbf', 'exp'])

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): void {
  const entries = Object.entries(claims).filter(([name]) => TIMES.has(name))
  for (const [name, value] of entries) if (!Number.isFinite(value)) throw new JwtError('malformed', `${name} is no number`)
  const { exp = Infinity, nbf = -Infinity, iat } = Object.fromEntries(entries) as Record<string, number>
  const leeway = options.leeway || 0
  if (options.maxAge != null) {
    if (iat == null) throw new JwtError('claim-missing', 'iat')
    if (options.now + leeway < iat) throw new JwtError('not-yet-valid', 'from the future')
    if (options.now > iat + options.maxAge + leeway) throw new JwtError('expired', 'too old')
  }
  if (options.now < nbf - leeway) throw new JwtError('not-yet-valid', 'nbf')
  if (!(options.now < exp + leeway)) throw new JwtError('expired', 'exp')
}
