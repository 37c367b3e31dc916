// style: microseconds in BigInt
import { JwtError } from './errors.ts'
const micro = (x: number) => BigInt(Math.trunc(x)) * 1_000_000n + BigInt(Math.round((x - Math.trunc(x)) * 1e6))
export function checkTimes(claims: Record<string, unknown>, options: { now: number; leeway?: number; maxAge?: number }): void {
  for (const n of ['exp', 'nbf', 'iat']) if (Object.hasOwn(claims, n) && !Number.isFinite(claims[n])) throw new JwtError('malformed', n)
  const now = micro(options.now), l = micro(options.leeway ?? 0)
  const t = (n: string) => (Object.hasOwn(claims, n) ? micro(claims[n] as number) : null)
  const exp = t('exp'), nbf = t('nbf'), iat = t('iat')
  if (exp !== null && now >= exp + l) throw new JwtError('expired', '')
  if (nbf !== null && now < nbf - l) throw new JwtError('not-yet-valid', '')
  if (options.maxAge === undefined) return
  if (iat === null) throw new JwtError('claim-missing', '')
  if (iat > now + l) throw new JwtError('not-yet-valid', '')
  if (now > iat + micro(options.maxAge) + l) throw new JwtError('expired', '')
}
