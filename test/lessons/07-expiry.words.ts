/** Calls of checkTimes in words. */
import { show } from '../../src/grader/kit/index.ts'
import type { Claims, TimeOptions } from './07-expiry.rules.ts'

/** Which limit a call breaks, with its numbers, and the code for it. */
export function timeFaultInWords(claims: Claims, options: TimeOptions): string {
  const { now, leeway = 0, maxAge } = options
  const { exp, nbf, iat } = claims as Record<string, number>
  const odd = (['exp', 'nbf', 'iat'] as const).find(
    name => Object.hasOwn(claims, name) && !Number.isFinite(claims[name]),
  )
  const more = leeway === 0 ? '' : ` + leeway ${leeway}`
  if (odd !== undefined) return `${odd} is ${show(claims[odd])}, which is no finite number: 'malformed'`
  if (exp !== undefined && now >= exp + leeway) return `now ${now} has reached exp ${exp}${more}: 'expired'`
  if (nbf !== undefined && now < nbf - leeway)
    return `now ${now} has not reached nbf ${nbf}${more.replace('+', '-')}: 'not-yet-valid'`
  if (maxAge !== undefined && iat === undefined)
    return "maxAge needs an iat, and there is none: 'claim-missing'"
  if (maxAge !== undefined && iat !== undefined && iat > now + leeway)
    return `with maxAge iat ${iat} must not be later than now ${now}${more}: 'not-yet-valid'`
  return `its age of ${now - Number(iat)} is more than maxAge ${maxAge}${more}: 'expired'`
}

/** The limits of a call that holds all of them. */
export function limitsInWords(claims: Claims, { now, leeway = 0, maxAge }: TimeOptions): string {
  const { exp, nbf, iat } = claims as Record<string, number>
  const parts = [
    ...(exp === undefined ? [] : [`exp ${exp} + leeway ${leeway} is after now ${now}`]),
    ...(nbf === undefined ? [] : [`nbf ${nbf} - leeway ${leeway} is not after now ${now}`]),
    ...(maxAge === undefined || iat === undefined
      ? []
      : [`the age of ${now - iat} is not more than maxAge ${maxAge} + leeway ${leeway}`]),
    ...(maxAge === undefined && iat !== undefined ? ['iat limits nothing without maxAge'] : []),
  ]
  return parts.length === 0 ? 'no time in it limits it' : parts.join('; ')
}
