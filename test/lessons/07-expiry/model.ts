/** When a token is good: the rule of checkTimes, once. A mistake answers one of the questions in `rules` wrongly. */
import { defineModel, type JwtErrorCode, show } from '../../../src/grader/kit/index.ts'

export type Claims = Record<string, unknown>
export type TimeOptions = { now: number; leeway?: number | undefined; maxAge?: number | undefined }
/** One time and all that it is compared with, in seconds. */
export type Moment = { time: number; now: number; leeway: number; maxAge: number | undefined; claims: Claims }
/** The same when an age is asked for. */
export type Aged = Moment & { maxAge: number }

export const NAMES = ['exp', 'nbf', 'iat'] as const
export type Name = (typeof NAMES)[number]

const rules = {
  leeway: ({ leeway }: TimeOptions): number => leeway ?? 0,
  maxAge: ({ maxAge }: TimeOptions): number | undefined => maxAge,
  isPresent: (claims: Claims, name: Name): boolean => Object.hasOwn(claims, name),
  isTime: (value: unknown, _name: Name, _options: TimeOptions): boolean => Number.isFinite(value),
  /** Codes for a claim that is absent. */
  absent: (name: Name, maxAge: number | undefined, _claims: Claims): readonly JwtErrorCode[] =>
    name === 'iat' && maxAge !== undefined ? ['claim-missing'] : [],
  expired: ({ time, now, leeway }: Moment): boolean => now >= time + leeway,
  early: ({ time, now, leeway }: Moment): boolean => now < time - leeway,
  tooOld: ({ time, now, leeway, maxAge }: Aged): boolean => now - time > maxAge + leeway,
  fromFuture: ({ time, now, leeway }: Aged): boolean => time > now + leeway,
  /** An iat in the future when no age is asked for. */
  fromFutureUnasked: (_moment: Moment): boolean => false,
}

export const model = defineModel<[claims: Claims, options: TimeOptions], typeof rules>({
  call: 'checkTimes',
  parameters: ['claims', 'options'],
  rules,
  decide(ask, [claims, options], { refuse, holds }) {
    const { now } = options
    const leeway = ask.leeway(options)
    const maxAge = ask.maxAge(options)
    const moments: { [N in Name]?: Moment } = {}
    for (const name of NAMES) {
      const value = claims[name]
      if (!ask.isPresent(claims, name)) {
        for (const code of ask.absent(name, maxAge, claims))
          refuse(code, () => `maxAge needs an ${name}, and there is none: '${code}'`)
      } else if (!ask.isTime(value, name, options)) {
        refuse('malformed', () => `${name} is ${show(value)}, which is not a finite number: 'malformed'`)
      } else moments[name] = { time: value as number, now, leeway, maxAge, claims }
    }
    const { exp, nbf, iat } = moments
    const or = (sign: '+' | '-'): string => (leeway === 0 ? '' : ` ${sign} leeway ${leeway}`)

    if (exp && ask.expired(exp))
      refuse('expired', () => `now ${now} has reached exp ${exp.time}${or('+')}: 'expired'`)
    else if (exp) holds(() => `exp ${exp.time} + leeway ${leeway} is after now ${now}`)

    if (nbf && ask.early(nbf))
      refuse('not-yet-valid', () => `now ${now} has not reached nbf ${nbf.time}${or('-')}: 'not-yet-valid'`)
    else if (nbf) holds(() => `nbf ${nbf.time} - leeway ${leeway} is not after now ${now}`)

    if (iat && maxAge !== undefined) {
      const aged = { ...iat, maxAge }
      const age = now - iat.time
      const [future, old] = [ask.fromFuture(aged), ask.tooOld(aged)]
      if (future)
        refuse(
          'not-yet-valid',
          () => `with maxAge iat ${iat.time} must not be later than now ${now}${or('+')}: 'not-yet-valid'`,
        )
      if (old) refuse('expired', () => `its age of ${age} is more than maxAge ${maxAge}${or('+')}: 'expired'`)
      if (!future && !old)
        holds(() => `the age of ${age} is not more than maxAge ${maxAge} + leeway ${leeway}`)
    } else if (iat) {
      if (ask.fromFutureUnasked(iat))
        refuse('not-yet-valid', () => `iat ${iat.time} is later than now ${now}`)
      holds(() => 'iat limits nothing without maxAge')
    }
  },
  words(claims) {
    const odd = oddTime(claims)
    return odd === undefined ? {} : { name: odd, value: show(claims[odd]) }
  },
  traits: {
    ...Object.fromEntries(
      NAMES.flatMap(name => [
        [`the token has ${name}`, (claims: Claims) => Object.hasOwn(claims, name)],
        [`the token has no ${name}`, (claims: Claims) => !Object.hasOwn(claims, name)],
      ]),
    ),
    'exp and nbf are both there': claims => has(claims, 'exp') && has(claims, 'nbf'),
    'exp and iat are both there': claims => has(claims, 'exp') && has(claims, 'iat'),
    'nbf and iat are both there': claims => has(claims, 'nbf') && has(claims, 'iat'),
    'a leeway is asked for': (_, { leeway }) => Boolean(leeway),
    'a leeway of more than a minute is asked for': (_, { leeway }) => Number(leeway) > 60,
    'maxAge is asked for': (_, { maxAge }) => maxAge !== undefined,
    'maxAge is 0': (_, { maxAge }) => maxAge === 0,
    'maxAge and leeway are asked for together': (_, o) => o.maxAge !== undefined && Boolean(o.leeway),
    'a time has a fraction': (claims, { now, leeway = 0, maxAge = 0 }) =>
      [...times(claims), now, leeway, maxAge].some(time => !Number.isInteger(time)),
    'a time is 0 or before 1970': claims => times(claims).some(time => time <= 0),
    'a time is later than January 2038': (claims, { now }) =>
      [...times(claims), now].some(time => time > 2 ** 31 - 1),
    'a time is farther away than any year that has four digits': claims =>
      times(claims).some(time => Math.abs(time) > 253_402_300_799),
    'now is 0': (_, { now }) => now === 0,
    'the token has claims besides exp, nbf and iat': claims =>
      Object.keys(claims).some(name => !NAMES.includes(name as Name)),
  },
})

const has = (claims: Claims, name: Name): boolean => Object.hasOwn(claims, name)
const times = (claims: Claims): number[] =>
  NAMES.map(name => claims[name]).filter(value => typeof value === 'number')

/** The first time claim that is there and no finite number. */
export const oddTime = (claims: Claims): Name | undefined =>
  NAMES.find(name => has(claims, name) && !Number.isFinite(claims[name]))
