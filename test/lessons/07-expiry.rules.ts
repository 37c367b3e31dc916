/** What checkTimes has to decide, as questions that can be answered wrongly one by one. */
import type { JwtErrorCode } from '../../src/grader/kit/index.ts'
import type { Trait, WrongRule } from './07-decision-table.ts'

export type Claims = Record<string, unknown>
export type TimeOptions = { now: number; leeway?: number | undefined; maxAge?: number | undefined }

/** One time and all that it is compared with, in seconds. */
export type Moment = { time: number; now: number; leeway: number; maxAge: number | undefined; claims: Claims }

/** The questions that checkTimes answers; a wrong rule answers one of them in another way. */
export type Rules = {
  leeway: (options: TimeOptions) => number
  maxAge: (options: TimeOptions) => number | undefined
  /** The claims that are looked at for a limit. */
  seen: (claims: Claims, name: string) => boolean
  isTime: (value: unknown, name: string, options: TimeOptions) => boolean
  expired: (moment: Moment) => boolean
  early: (moment: Moment) => boolean
  old: (moment: Moment) => boolean
  future: (moment: Moment) => boolean
  /** Codes for a claim that is absent. */
  absent: (name: string, maxAge: number | undefined, claims: Claims) => JwtErrorCode[]
}

export const rightRules: Rules = {
  leeway: options => options.leeway ?? 0,
  maxAge: options => options.maxAge,
  seen: (claims, name) => Object.hasOwn(claims, name),
  isTime: value => Number.isFinite(value),
  expired: ({ time, now, leeway }) => now >= time + leeway,
  early: ({ time, now, leeway }) => now < time - leeway,
  old: ({ time, now, leeway, maxAge }) => maxAge !== undefined && now - time > maxAge + leeway,
  future: ({ time, now, leeway, maxAge }) => maxAge !== undefined && time > now + leeway,
  absent: (name, maxAge) => (name === 'iat' && maxAge !== undefined ? ['claim-missing'] : []),
}

/** Some rules in place of the right ones. */
export type Changes = { [Name in keyof Rules]?: Rules[Name] | undefined }

/** The codes that are true of these claims at this time; none when they are fine. */
export function timeFaults(claims: Claims, options: TimeOptions, changes: Changes = {}): JwtErrorCode[] {
  const rules = { ...rightRules, ...changes } as Rules
  const maxAge = rules.maxAge(options)
  const codes: JwtErrorCode[] = []
  const look = (name: string, fail: (moment: Moment) => JwtErrorCode[]): void => {
    if (!rules.seen(claims, name)) codes.push(...rules.absent(name, maxAge, claims))
    else if (!rules.isTime(claims[name], name, options)) codes.push('malformed')
    else
      codes.push(
        ...fail({
          time: claims[name] as number,
          now: options.now,
          leeway: rules.leeway(options),
          maxAge,
          claims,
        }),
      )
  }
  look('exp', moment => (rules.expired(moment) ? ['expired'] : []))
  look('nbf', moment => (rules.early(moment) ? ['not-yet-valid'] : []))
  look('iat', moment => [
    ...(rules.old(moment) ? (['expired'] as const) : []),
    ...(rules.future(moment) ? (['not-yet-valid'] as const) : []),
  ])
  return codes
}

/** The right decision about a call of checkTimes. */
export const rightTimes = (args: unknown[]): JwtErrorCode[] =>
  timeFaults(args[0] as Claims, args[1] as TimeOptions)

/** A wrong rule for each variant: the rules with changes, or a decision of its own. */
export function wrong(
  id: string,
  reference: string | null,
  message: string,
  ...variants: (Changes | ((claims: Claims, options: TimeOptions) => JwtErrorCode[]))[]
): WrongRule[] {
  return variants.map(variant => ({
    id,
    reference,
    message,
    decide: ([claims, options]) =>
      typeof variant === 'function'
        ? variant(claims as Claims, options as TimeOptions)
        : timeFaults(claims as Claims, options as TimeOptions, variant),
  }))
}

const trait = (words: string, holds: (claims: Claims, options: TimeOptions) => boolean): Trait => ({
  words,
  holds: ([claims, options]) => holds(claims as Claims, options as TimeOptions),
})
const NAMES = ['exp', 'nbf', 'iat'] as const
const timesOf = (claims: Claims): number[] =>
  NAMES.map(name => claims[name]).filter((value): value is number => typeof value === 'number')

/** What can be special about a call of checkTimes. */
export const timeTraits: readonly Trait[] = [
  ...NAMES.map(name => trait(`the token has ${name}`, claims => Object.hasOwn(claims, name))),
  ...NAMES.map(name => trait(`the token has no ${name}`, claims => !Object.hasOwn(claims, name))),
  trait('exp and nbf are both there', claims => ['exp', 'nbf'].every(name => Object.hasOwn(claims, name))),
  trait('exp and iat are both there', claims => ['exp', 'iat'].every(name => Object.hasOwn(claims, name))),
  trait('nbf and iat are both there', claims => ['nbf', 'iat'].every(name => Object.hasOwn(claims, name))),
  trait('a leeway is asked for', (_, { leeway }) => Boolean(leeway)),
  trait('a leeway of more than a minute is asked for', (_, { leeway }) => Number(leeway) > 60),
  trait('maxAge is asked for', (_, { maxAge }) => maxAge !== undefined),
  trait('maxAge is 0', (_, { maxAge }) => maxAge === 0),
  trait('maxAge and leeway are asked for together', (_, o) => o.maxAge !== undefined && Boolean(o.leeway)),
  trait('a time has a fraction', (claims, { now, leeway = 0, maxAge = 0 }) =>
    [...timesOf(claims), now, leeway, maxAge].some(time => !Number.isInteger(time)),
  ),
  trait('a time is 0 or before 1970', claims => timesOf(claims).some(time => time <= 0)),
  trait('a time is later than January 2038', (claims, { now }) =>
    [...timesOf(claims), now].some(time => time > 2 ** 31 - 1),
  ),
  trait('a time is farther away than any year that has four digits', claims =>
    timesOf(claims).some(time => Math.abs(time) > 253_402_300_799),
  ),
  trait('now is 0', (_, { now }) => now === 0),
  trait('the token has claims besides exp, nbf and iat', claims =>
    Object.keys(claims).some(name => !['exp', 'nbf', 'iat'].includes(name)),
  ),
]
