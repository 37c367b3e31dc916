// style: Date objects, in milliseconds
import { JwtError } from './errors.ts'

const date = (seconds: number): Date => new Date(seconds * 1000)

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): void {
  const limit = (name: string): number | undefined => {
    const value: unknown = claims[name]
    if (value === undefined) return undefined
    if (!Number.isFinite(value)) throw new JwtError('malformed', name)
    return (value as number) * 1000
  }
  const now = date(options.now).valueOf()
  const leeway = (options.leeway ?? 0) * 1000
  const exp = limit('exp')
  const nbf = limit('nbf')
  const iat = limit('iat')
  if (exp !== undefined && exp + leeway <= now) throw new JwtError('expired', String(exp))
  if (nbf !== undefined && nbf - leeway > now) throw new JwtError('not-yet-valid', String(nbf))
  if (options.maxAge === undefined) return
  if (iat === undefined) throw new JwtError('claim-missing', 'iat')
  if (iat > now + leeway) throw new JwtError('not-yet-valid', String(iat))
  if (now - iat > options.maxAge * 1000 + leeway) throw new JwtError('expired', String(iat))
}
