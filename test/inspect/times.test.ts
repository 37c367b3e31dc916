import { describe, expect, it } from 'vitest'
import {
  checkTime,
  dateInWords,
  durationInWords,
  relativeTime,
  timeInWords,
} from '../../src/inspect/times.ts'
import { NOW } from './tokens.ts'

describe('times in words', () => {
  it.each([
    [0, '0 seconds'],
    [0.4, 'less than a second'],
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [899, '14 minutes'],
    [3600, '1 hour'],
    [86_399, '23 hours'],
    [86_400, '1 day'],
    [40 * 86_400, '1 month'],
    [366 * 86_400, '1 year'],
    [1e12, '31,688 years'],
    [Number.POSITIVE_INFINITY, 'for ever'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(durationInWords(seconds)).toBe(words)
  })

  it.each([
    [NOW - 180, '3 minutes ago'],
    [NOW + 840, 'in 14 minutes'],
    [NOW, 'now'],
  ])('%d is %s', (seconds, words) => {
    expect(relativeTime(seconds, NOW)).toBe(words)
  })

  it('knows dates, also beyond 2038, and numbers that are none', () => {
    expect(dateInWords(NOW)).toBe('2023-11-14 22:13:20 UTC')
    expect(dateInWords(4_102_444_800)).toBe('2100-01-01 00:00:00 UTC')
    expect(dateInWords(-1)).toBe('1969-12-31 23:59:59 UTC')
    expect(dateInWords(1e300)).toBe('outside any calendar')
  })

  it('reads milliseconds as a hint', () => {
    expect(timeInWords(NOW * 1000, NOW)).toContain('read as milliseconds it would be 2023-11-14 22:13:20 UTC')
  })
})

describe('the time of a token', () => {
  it.each<[Record<string, unknown> | null, string, string]>([
    [{ exp: NOW + 840 }, 'valid', 'valid for 14 minutes'],
    [{ exp: NOW + 1 }, 'valid', 'valid for 1 second'],
    [{ exp: NOW }, 'expired', 'expired just now'],
    [{ exp: NOW - 180 }, 'expired', 'expired 3 minutes ago'],
    [{ exp: 0 }, 'expired', 'expired 53 years ago'],
    [{}, 'no-expiry', 'never expires: it has no exp'],
    [{ nbf: NOW }, 'no-expiry', 'never expires: it has no exp'],
    [{ nbf: NOW + 60, exp: NOW + 90 }, 'not-yet-valid', 'not valid yet: it becomes valid in 1 minute'],
    [{ exp: '1700000900' }, 'malformed', 'unknown: exp is a string, not a number of seconds'],
    [{ exp: null }, 'malformed', 'unknown: exp is null, not a number of seconds'],
    [
      { iat: Number.POSITIVE_INFINITY },
      'malformed',
      'unknown: iat is a number too large for JavaScript, not a number of seconds',
    ],
    [null, 'unknown', "unknown: the payload can't be read"],
  ])('of %j is %s: %s', (claims, state, words) => {
    expect(checkTime(claims, NOW)).toEqual({ state, words })
  })
})
