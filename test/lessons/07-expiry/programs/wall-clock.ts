// diagnosis: wall-clock
// step: exp
import { JwtError } from './errors.ts'

export function checkTimes(
  claims: Record<string, any>,
  options: { now: number; leeway?: number; maxAge?: number },
): void {
  const { leeway = 0 } = options
  const now = Date.now() / 1000
  if (claims.exp !== undefined && now >= claims.exp + leeway) throw new JwtError('expired', 'over')
}
