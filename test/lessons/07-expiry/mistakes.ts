/** What people write instead of the right rule, by the step whose answers it explains. General before special. */
import type { Signs, WrongAnswer } from '../../../src/grader/kit/index.ts'
import { type Aged, type Claims, model, NAMES, type Name, oddTime, type TimeOptions } from './model.ts'

const right = model.rules
const { given } = model
type Change = Partial<typeof right>

/** A clock that no input of these tests is near to: some time in the years around 2030. */
const REAL_CLOCK = 1_900_000_000
const LIMITS = ['expired', 'early'] as const
const isTime = (fits: (value: number) => boolean, only?: Name): Change => ({
  isTime: (value, name) => Number.isFinite(value) && ((only ?? name) !== name || fits(value as number)),
})
const absent = (name: Name, ...codes: ReturnType<typeof right.absent>): Change => ({
  absent: (asked, maxAge, claims) => (asked === name ? codes : right.absent(asked, maxAge, claims)),
})
const timeAs = (change: (time: number) => number, rules: readonly ('expired' | 'early')[] = LIMITS): Change =>
  given(rules, ({ time }) => ({ time: change(time) }))
const nowAs = (change: (now: number) => number, rules: readonly ('expired' | 'early')[] = LIMITS): Change =>
  given(rules, moment => ({ now: change(moment.now) }))
const leeway = (change: (leeway: number) => number): Change => ({
  leeway: options => change(options.leeway ?? 0),
})
const leewayOf = (rule: 'expired' | 'early', change: (leeway: number) => number): Change =>
  given([rule], moment => ({ leeway: change(moment.leeway) }))
const afterLeeway: Change = {
  expired: m => (m.leeway > 0 ? m.now > m.time + m.leeway : m.now >= m.time),
}
const beforeLeeway: Change = {
  early: m => (m.leeway > 0 ? m.now <= m.time - m.leeway : m.now < m.time),
}
const noLeewayForAge: Change = given(['tooOld'], () => ({ leeway: 0 }))
const lifetime = ({ time, leeway, maxAge, claims }: Aged): boolean =>
  typeof claims.exp === 'number' && claims.exp - time > maxAge + leeway
const withoutExp = { tooOld: (m: Aged) => !('exp' in m.claims) && right.tooOld(m) }
const withoutExpFuture = { fromFuture: (m: Aged) => !('exp' in m.claims) && right.fromFuture(m) }
const expOnlyWithoutAge: Change = { expired: m => m.maxAge === undefined && right.expired(m) }
const nbfOnlyWithoutAge: Change = { early: m => m.maxAge === undefined && right.early(m) }
const truthy = (value: unknown): boolean => !value || Number.isFinite(value)

export const mistakes = model.mistakes({
  exp: {
    'never-refuses': () => [],
    'exp-on-boundary': { expired: ({ time, now, leeway }) => now > time + leeway },
    'exp-reversed': [
      { expired: ({ time, now, leeway }) => now < time + leeway },
      { expired: ({ time, now, leeway }) => now <= time + leeway },
    ],
    'exp-truthy': [
      { expired: m => m.time !== 0 && right.expired(m) },
      { expired: m => m.time > 0 && right.expired(m) },
    ],
    'zero-refused': [
      isTime(time => time > 0),
      isTime(time => time !== 0),
      isTime(time => time >= 0),
      isTime(time => time > 0, 'exp'),
      isTime(time => time > 0, 'iat'),
    ],
    'absent-malformed': [{ absent: () => ['malformed'] }, ...NAMES.map(name => absent(name, 'malformed'))],
    'exp-required': absent('exp', 'claim-missing', 'expired', 'malformed'),
    milliseconds: [
      nowAs(time => time * 1000),
      nowAs(time => time / 1000),
      nowAs(time => Math.floor(time / 1000)),
      nowAs(time => time * 1000, ['expired']),
      nowAs(time => time / 1000, ['expired']),
      timeAs(time => time * 1000),
    ],
    'wall-clock': [
      nowAs(() => REAL_CLOCK),
      nowAs(time => time || REAL_CLOCK),
      nowAs(() => REAL_CLOCK, ['expired']),
      nowAs(time => time || REAL_CLOCK, ['expired']),
      nowAs(time => Math.max(time, REAL_CLOCK)),
      nowAs(() => REAL_CLOCK * 1000),
    ],
    'fraction-cut': [Math.floor, Math.ceil, Math.round].flatMap(cut =>
      [LIMITS, ['expired'] as const, ['early'] as const].flatMap(rules => [
        timeAs(cut, rules),
        nowAs(cut, rules),
        given(rules, moment => ({ time: cut(moment.time), now: cut(moment.now) })),
      ]),
    ),
    'fraction-refused': [isTime(Number.isInteger), ...NAMES.map(name => isTime(Number.isInteger, name))],
    'year-2038': [
      timeAs(time => time | 0),
      timeAs(time => time >>> 0),
      timeAs(time => time | 0, ['early']),
      timeAs(time => time >>> 0, ['early']),
      timeAs(time => (time | 0) + (time % 1), ['early']),
      { ...timeAs(time => time | 0, ['early']), ...nowAs(time => time | 0, ['expired']) },
      given(LIMITS, moment => ({ time: moment.time | 0, now: moment.now | 0 })),
      given(['expired'], moment => ({ time: moment.time | 0, now: moment.now | 0 })),
      isTime(time => time <= 0x7fffffff),
      isTime(time => time <= 0xffffffff),
      isTime(time => time < 1e10),
      isTime(time => time < 1e11),
      isTime(time => time < 1e10, 'iat'),
    ],
    'default-leeway': [1, 5, 10, 30, 60, 120, 300].map(seconds => ({
      leeway: (options: TimeOptions) => options.leeway ?? seconds,
    })),
    'nbf-required': absent('nbf', 'claim-missing', 'not-yet-valid', 'malformed'),
    'iat-required': absent('iat', 'claim-missing', 'not-yet-valid', 'expired'),
  },
  nbf: {
    'nbf-ignored': { early: () => false },
    // Among rows that only exp limits, this is never-refuses.
    'exp-ignored': { expired: () => false },
    milliseconds: [nowAs(time => time * 1000, ['early']), timeAs(time => time * 1000, ['early'])],
    'wall-clock': nowAs(() => REAL_CLOCK, ['early']),
    'nbf-on-boundary': { early: ({ time, now, leeway }) => now <= time - leeway },
    'nbf-reversed': [
      { early: ({ time, now, leeway }) => now > time - leeway },
      { early: ({ time, now, leeway }) => now >= time - leeway },
    ],
    'future-iat-refused': [
      { fromFutureUnasked: ({ time, now, leeway }) => time > now + leeway },
      { fromFutureUnasked: ({ time, now, leeway }) => time >= now + leeway },
      { fromFutureUnasked: ({ time, now }) => time > now },
      (claims, options) =>
        model.ruling(['iat' in claims ? { nbf: claims.iat, ...claims } : claims, options]).codes,
    ],
    'only-one-limit': [
      { early: m => !('exp' in m.claims) && right.early(m) },
      { expired: m => !('nbf' in m.claims) && right.expired(m) },
    ],
  },
  numbers: {
    'wrong-code': (['expired', 'not-yet-valid', 'claim-missing', 'claim-mismatch'] as const).map(
      code =>
        (...args: [Claims, TimeOptions]) =>
          model.ruling(args).codes.map(right => (right === 'malformed' ? code : right)),
    ),
    'iat-unchecked': [
      {
        isTime: (value, name, { maxAge }) =>
          (name === 'iat' && maxAge === undefined) || Number.isFinite(value),
      },
      { isTime: (value, name) => name === 'iat' || Number.isFinite(value) },
    ],
    'nan-time': [
      { isTime: value => typeof value === 'number' },
      { isTime: value => typeof value === 'number' && !Number.isNaN(value) },
      { isTime: (value, name) => (name === 'iat' ? Number.isFinite(value) : typeof value === 'number') },
    ],
    'falsy-skipped': [
      { isPresent: (claims, name) => Boolean(claims[name]) },
      { isTime: truthy },
      { isTime: truthy, expired: m => Boolean(m.time) && right.expired(m) },
      { isTime: truthy, expired: m => (m.time as unknown) !== '' && right.expired(m) },
    ],
  },
  leeway: {
    'leeway-ignored': leeway(() => 0),
    'leeway-one-side': [leewayOf('expired', () => 0), leewayOf('early', () => 0)],
    'leeway-sign': [
      leeway(seconds => -seconds),
      leewayOf('expired', seconds => -seconds),
      leewayOf('early', seconds => -seconds),
    ],
    'leeway-milliseconds': [
      leeway(seconds => seconds / 1000),
      leeway(seconds => seconds * 1000),
      leeway(seconds => Math.floor(seconds / 1000)),
      ...LIMITS.flatMap(rule => [1000, 1 / 1000].map(unit => leewayOf(rule, seconds => seconds * unit))),
    ],
    'leeway-minutes': [leeway(seconds => seconds * 60), leeway(seconds => seconds / 60)],
    'leeway-twice': [
      leeway(seconds => 2 * seconds),
      leewayOf('expired', seconds => 2 * seconds),
      leewayOf('early', seconds => 2 * seconds),
    ],
    'leeway-capped': [
      ...[1, 5, 10, 30, 60, 120, 300, 600].map(most => leeway(seconds => Math.min(seconds, most))),
      ...[Math.floor, Math.ceil, Math.round].map(leeway),
    ],
    'leeway-boundary': [afterLeeway, beforeLeeway, { ...afterLeeway, ...beforeLeeway }],
  },
  'max-age': {
    'max-age-ignored': [{ maxAge: () => undefined }, { tooOld: () => false, fromFuture: () => false }],
    'max-age-zero': { maxAge: options => options.maxAge || undefined },
    'max-age-missing-iat': { absent: () => [] },
    'max-age-boundary': { tooOld: ({ time, now, leeway, maxAge }) => now - time >= maxAge + leeway },
    'future-iat-leeway': [
      { fromFuture: ({ time, now }) => time > now },
      { fromFuture: ({ time, now, leeway }) => time > now - leeway },
      { fromFuture: ({ time, now, leeway }) => time >= now + leeway },
      { fromFuture: ({ time, now }) => time >= now },
    ],
    'max-age-no-leeway': [noLeewayForAge, { ...noLeewayForAge, fromFuture: ({ time, now }) => time > now }],
    'max-age-leeway-sign': [
      given(['tooOld'], m => ({ leeway: -m.leeway })),
      given(['tooOld', 'fromFuture'], m => ({ leeway: -m.leeway })),
    ],
    'age-without-sign': {
      tooOld: ({ time, now, leeway, maxAge }) => Math.abs(now - time) > maxAge + leeway,
      fromFuture: () => false,
    },
    'future-iat-accepted': { fromFuture: () => false },
    'max-age-lifetime': [
      { tooOld: lifetime },
      { tooOld: m => lifetime({ ...m, leeway: 0 }) },
      { tooOld: lifetime, fromFuture: () => false },
    ],
    'max-age-units': [1000, 1 / 1000, 60].map(factor =>
      given(['tooOld'], m => ({ maxAge: m.maxAge * factor })),
    ),
    'max-age-replaces': [
      expOnlyWithoutAge,
      nbfOnlyWithoutAge,
      { ...expOnlyWithoutAge, ...nbfOnlyWithoutAge },
    ],
    'exp-replaces-max-age': [
      { ...withoutExp, ...withoutExpFuture },
      {
        ...withoutExp,
        ...withoutExpFuture,
        absent: (name, maxAge, claims) => ('exp' in claims ? [] : right.absent(name, maxAge, claims)),
      },
    ],
    'iat-truthy': {
      isPresent: (claims, name) => right.isPresent(claims, name) && (name !== 'iat' || claims.iat !== 0),
    },
  },
})

type Wrong = WrongAnswer<[claims: Claims, options: TimeOptions]>
/** A value that is no time was let through, or compared; `fits` looks at the first one. */
const tookForATime =
  (fits: (value: unknown, name: Name) => boolean) =>
  ({ args: [claims], answer, right }: Wrong): boolean => {
    const name = oddTime(claims)
    const lenient = ['accepted', 'expired', 'not-yet-valid'].includes(answer)
    return right.length > 0 && lenient && name !== undefined && fits(claims[name], name)
  }

export const signs: Signs<[claims: Claims, options: TimeOptions]> = {
  'nan-time': tookForATime(value => typeof value === 'number'),
  'null-time': tookForATime(value => value === null),
  'text-time': tookForATime(value => typeof value === 'string'),
  'iat-unchecked': tookForATime((_, name) => name === 'iat'),
  'type-unchecked': tookForATime(() => true),
  'zero-refused': ({ args: [claims], answer, right }) =>
    right.length === 0 &&
    (answer === 'malformed' || answer === 'claim-missing') &&
    NAMES.some(name => (claims[name] as number) <= 0),
  'absent-malformed': ({ args: [claims], answer, right }) =>
    right.length === 0 && answer === 'malformed' && !NAMES.some(name => name in claims),
  'has-own-property-claim': ({ args: [claims], answer, thrown }) =>
    thrown !== null && answer === 'other' && Object.hasOwn(claims, 'hasOwnProperty'),
}
