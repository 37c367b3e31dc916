// style: a table of rules, the first that is broken is thrown
import { JwtError } from './errors.ts'
import type { JwtErrorCode } from './errors.ts'

type Times = { exp?: number; nbf?: number; iat?: number; now: number; leeway: number; maxAge: number | undefined }

const rules: { code: JwtErrorCode; broken: (times: Times) => boolean }[] = [
  { code: 'expired', broken: ({ exp, now, leeway }) => exp !== undefined && exp - now <= -leeway },
  { code: 'not-yet-valid', broken: ({ nbf, now, leeway }) => nbf !== undefined && nbf - now > leeway },
  { code: 'claim-missing', broken: ({ iat, maxAge }) => maxAge !== undefined && iat === undefined },
  { code: 'not-yet-valid', broken: ({ iat, now, leeway, maxAge }) => maxAge !== undefined && (iat as number) - now > leeway },
  { code: 'expired', broken: ({ iat, now, leeway, maxAge }) => maxAge !== undefined && (iat as number) + maxAge < now - leeway },
]

export function checkTimes(claims: Record<string, any>, options: { now: number; leeway?: number; maxAge?: number }): void {
  const times: Times = { now: options.now, leeway: options.leeway ?? 0, maxAge: options.maxAge }
  for (const name of ['exp', 'nbf', 'iat'] as const) {
    if (!(name in claims)) continue
    if (!Number.isFinite(claims[name])) throw new JwtError('malformed', name)
    times[name] = claims[name]
  }
  const first = rules.find(rule => rule.broken(times))
  if (first) throw new JwtError(first.code, JSON.stringify(times))
}
