// style: whole microseconds as BigInt
import { JwtError } from './errors.ts'

const micros = (seconds: number): bigint => BigInt(Math.trunc(seconds)) * 1_000_000n + BigInt(Math.round((seconds % 1) * 1_000_000))

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): void {
  const read = (name: string): bigint | undefined => {
    if (claims[name] === undefined) return undefined
    if (typeof claims[name] !== 'number' || !isFinite(claims[name])) throw new JwtError('malformed', name)
    return micros(claims[name])
  }
  const now = micros(options.now)
  const leeway = micros(options.leeway ?? 0)
  const exp = read('exp')
  const nbf = read('nbf')
  const iat = read('iat')
  if (exp !== undefined && now >= exp + leeway) throw new JwtError('expired', `${now} >= ${exp}`)
  if (nbf !== undefined && now < nbf - leeway) throw new JwtError('not-yet-valid', `${now} < ${nbf}`)
  if (options.maxAge === undefined) return
  if (iat === undefined) throw new JwtError('claim-missing', 'iat')
  if (iat > now + leeway) throw new JwtError('not-yet-valid', 'iat')
  if (now - iat > micros(options.maxAge) + leeway) throw new JwtError('expired', 'iat')
}
