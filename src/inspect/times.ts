/** Times in words. All values are seconds since the epoch (NumericDate, RFC 7519 §2). */

import type { TimeCheck } from './types.ts'

const UNITS: [string, number][] = [
  ['year', 365.25 * 86_400],
  ['month', 30.4375 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** Above this a NumericDate lies after the year 5138: it was made from milliseconds. */
export const MILLISECONDS_FROM = 100_000_000_000
/** And above this it would be after that year even if it were milliseconds, so it is something else. */
export const MILLISECONDS_TO = 1000 * MILLISECONDS_FROM

/** A length of time in its largest whole unit, rounded down: `14 minutes`, `1 day`, `0 seconds`. */
export function durationInWords(seconds: number): string {
  const length = Math.abs(seconds)
  if (!Number.isFinite(length)) return 'for ever'
  if (length > 0 && length < 1) return 'less than a second'
  for (const [name, size] of UNITS) {
    const count = Math.floor(length / size)
    if (count >= 1) return `${count.toLocaleString('en-US')} ${name}${count === 1 ? '' : 's'}`
  }
  return '0 seconds'
}

/** `2026-09-12 10:20:30 UTC`, or a sentence for a moment that a calendar does not reach. */
export function dateInWords(seconds: number): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return 'outside any calendar'
  const [day, time] = date.toISOString().split('T') as [string, string]
  return `${day} ${time.slice(0, 8)} UTC`
}

/** `3 minutes ago`, `in 14 minutes`, `now`. */
export function relativeTime(seconds: number, now: number): string {
  if (seconds === now) return 'now'
  return seconds < now ? `${durationInWords(now - seconds)} ago` : `in ${durationInWords(seconds - now)}`
}

/** A NumericDate with its date and its distance from now. */
export function timeInWords(seconds: number, now: number): string {
  const looksLikeMilliseconds = Math.abs(seconds) >= MILLISECONDS_FROM && Math.abs(seconds) < MILLISECONDS_TO
  const hint = looksLikeMilliseconds ? '; read as milliseconds it would be ' : ''
  const other = hint === '' ? '' : dateInWords(seconds / 1000)
  return `${dateInWords(seconds)}, ${relativeTime(seconds, now)}${hint}${other}`
}

/**
 * Says whether a token is valid at `now`, without leeway (RFC 7519 §4.1.4 and §4.1.5).
 * A time claim that is present and no finite number is `malformed`.
 */
export function checkTime(claims: Record<string, unknown> | null, now: number): TimeCheck {
  if (claims === null) return { state: 'unknown', words: "unknown: the payload can't be read" }
  for (const name of ['exp', 'nbf', 'iat']) {
    const value = own(claims, name)
    if (value !== undefined && !Number.isFinite(value)) {
      return { state: 'malformed', words: `unknown: ${name} is ${kindOf(value)}, not a number of seconds` }
    }
  }
  const exp = own(claims, 'exp') as number | undefined
  const nbf = own(claims, 'nbf') as number | undefined
  if (exp !== undefined && now >= exp) {
    return { state: 'expired', words: exp === now ? 'expired just now' : `expired ${relativeTime(exp, now)}` }
  }
  if (nbf !== undefined && now < nbf) {
    return { state: 'not-yet-valid', words: `not valid yet: it becomes valid ${relativeTime(nbf, now)}` }
  }
  if (exp === undefined) return { state: 'no-expiry', words: 'never expires: it has no exp' }
  return { state: 'valid', words: `valid for ${durationInWords(exp - now)}` }
}

/** What a JSON value is, with its article. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number')
    return Number.isFinite(value) ? 'a number' : 'a number too large for JavaScript'
  return typeof value === 'object'
    ? 'an object'
    : typeof value === 'string'
      ? 'a string'
      : `a ${typeof value}`
}

/** An own property of an object, or undefined: inherited names are not properties. */
export function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
