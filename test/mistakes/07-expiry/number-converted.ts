// diagnosis: text-time
// step: numbers
import { JwtError } from './errors.ts'

export function checkTimes(
  claims: Record<string, any>,
  options: { now: number; leeway?: number; maxAge?: number },
): void {
  const { now, leeway = 0, maxAge } = options
  const read = (name: string) => (name in claims ? Number(claims[name]) : undefined) as any
  const [exp, nbf, iat] = [read('exp'), read('nbf'), read('iat')]
  for (const time of [exp, nbf, iat]) if (time !== undefined && !Number.isFinite(time)) throw new JwtError('malformed', 'no number')
  if (exp !== undefined && now >= exp + leeway) throw new JwtError('expired', 'over')
  if (nbf !== undefined && now < nbf - leeway) throw new JwtError('not-yet-valid', 'too early')
  if (maxAge !== undefined) {
    if (iat === undefined) throw new JwtError('claim-missing', 'iat')
    if (iat > now + leeway) throw new JwtError('not-yet-valid', 'from the future')
    if (now - iat > maxAge + leeway) throw new JwtError('expired', 'too old')
  }
}
