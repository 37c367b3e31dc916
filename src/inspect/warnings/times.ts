import { durationInWords, kindOf, MILLISECONDS_FROM, MILLISECONDS_TO, own } from '../times.ts'
import type { Warning } from '../types.ts'
import { type Add, collectWarnings } from './add.ts'

const DAY = 86_400

/** Warnings about exp, nbf and iat against `now` (seconds). */
export function timeWarnings(payload: Record<string, unknown>, now: number): Warning[] {
  return collectWarnings(add => {
    for (const name of ['exp', 'nbf', 'iat']) typeOfTime(name, own(payload, name), add)
    const exp = own(payload, 'exp')
    const iat = own(payload, 'iat')
    const nbf = own(payload, 'nbf')
    if (exp === undefined) {
      add('no-exp', 'danger', 'There is no exp: a stolen token can be used for ever.', 'RFC 7519 §4.1.4')
    }
    if (!isSeconds(exp)) return
    const start = isSeconds(iat) ? iat : isSeconds(nbf) ? nbf : now
    if (exp - start > DAY && exp > now) {
      const from = isSeconds(iat) ? 'from iat to exp' : isSeconds(nbf) ? 'from nbf to exp' : 'from now to exp'
      const message = `It lives ${durationInWords(exp - start)} (${from}). A stolen token works until then; an hour or less is advised.`
      add('long-lifetime', 'caution', message, 'RFC 6750 §5.3')
    }
    if ((isSeconds(nbf) && exp <= nbf) || (isSeconds(iat) && exp <= iat)) {
      add(
        'never-valid',
        'caution',
        'exp is not after nbf or iat: the token is never valid.',
        'RFC 7519 §4.1.4',
      )
    }
    if (isSeconds(iat) && iat > now) {
      const message = `iat is ${durationInWords(iat - now)} in the future: one of two clocks is wrong.`
      add('issued-in-future', 'caution', message, 'RFC 7519 §4.1.6')
    }
  })
}

function typeOfTime(name: string, value: unknown, add: Add): void {
  if (value === undefined) return
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    add('time-type', 'danger', `${name} is ${kindOf(value)}; it must be a number of seconds.`, 'RFC 7519 §2')
  } else if (Math.abs(value) >= MILLISECONDS_TO) {
    const message = `${name} is far outside of what a date can be, in seconds and in milliseconds; libraries may refuse it or fail.`
    add('time-range', 'danger', message, 'RFC 7519 §2')
  } else if (Math.abs(value) >= MILLISECONDS_FROM) {
    const effect = name === 'exp' ? ': the token does not expire for thousands of years' : ''
    add(
      'milliseconds',
      'danger',
      `${name} looks like milliseconds; it must be in seconds${effect}.`,
      'RFC 7519 §2',
    )
  } else if (name === 'exp' && value < 100_000_000) {
    const message = `exp is ${value}, a moment before 1974. It must be a date in seconds since 1970, not a length of time.`
    add('time-type', 'caution', message, 'RFC 7519 §2')
  }
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < MILLISECONDS_FROM
}
