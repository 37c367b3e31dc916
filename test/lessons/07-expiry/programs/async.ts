// diagnosis: returned-promise
// step: exp
import { JwtError } from './errors.ts'

export async function checkTimes(claims: Record<string, any>, { now, leeway = 0 }: { now: number; leeway?: number }): Promise<void> {
  if (claims.exp !== undefined && now >= claims.exp + leeway) throw new JwtError('expired', 'over')
}
