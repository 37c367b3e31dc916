import { type Evidence, type JwtErrorCode, type KnownMistake, show } from '../../src/grader/kit/index.ts'
import { returnedNotThrown, type WrongRule } from './07-decision-table.ts'

export type Claims = Record<string, unknown>
export type TimeOptions = { now: number; leeway?: number | undefined; maxAge?: number | undefined }

/** One time and all that it is compared with, in seconds. */
type Moment = { time: number; now: number; leeway: number; maxAge: number | undefined; claims: Claims }

/** The questions that checkTimes answers; a wrong rule answers one of them in another way. */
type Rules = {
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

const rightRules: Rules = {
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

/** The codes that are true of these claims at this time; none when they are fine. */
export function timeFaults(
  claims: Claims,
  options: TimeOptions,
  changes: Partial<Rules> = {},
): JwtErrorCode[] {
  const rules = { ...rightRules, ...changes }
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

export const rightTimes = (args: unknown[]): JwtErrorCode[] =>
  timeFaults(args[0] as Claims, args[1] as TimeOptions)

function wrong(
  id: string,
  reference: string | null,
  message: string,
  ...variants: (Partial<Rules> | ((claims: Claims, options: TimeOptions) => JwtErrorCode[]))[]
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

/** A clock that no input of these tests is near to: some time in the years around 2030. */
const REAL_CLOCK = 1_900_000_000
const both = (change: (time: number) => number): Partial<Rules> => ({
  expired: moment => rightRules.expired({ ...moment, time: change(moment.time) }),
  early: moment => rightRules.early({ ...moment, time: change(moment.time) }),
})
const atNow = (change: (now: number) => number, all = true): Partial<Rules> => ({
  expired: moment => rightRules.expired({ ...moment, now: change(moment.now) }),
  ...(all ? { early: (moment: Moment) => rightRules.early({ ...moment, now: change(moment.now) }) } : {}),
})
const MILLISECONDS =
  'Your code compares seconds with milliseconds. All times in a token, and now and leeway too, are seconds since 1970 (NumericDate); Date.now() gives milliseconds, a thousand times as many. With the wrong unit a token is over at once or practically never. Take all values as they are: nothing here has to be multiplied or divided by 1000.'

const ZERO =
  'A time of 0 or before was refused as if it were no time. Every finite number is a time, also 0 (the first second of 1970); whether it is too late or too early is another question. Look for !claims.exp or a comparison with 0.'
const ABSENT =
  'A claim that is not there was refused as malformed. exp, nbf and iat are optional: check the type of a claim only when it is present.'

/** Wrong rules about exp and nbf; each explains a whole table of answers. */
export const wrongLimits: WrongRule[] = [
  ...wrong(
    'never-refuses',
    'RFC 7519 §4.1.4',
    'Your checkTimes refused none of these tokens, also not one that ended long ago. Either nothing is compared, or the comparison has undefined or NaN in it: then it is always false. Does leeway have a default (options.leeway ?? 0), and is there a throw?',
    () => [],
  ),
  ...wrong(
    'exp-on-boundary',
    'RFC 7519 §4.1.4',
    'At the very second of exp your code still accepts the token. That is the off-by-one of expiry: a token must not be accepted "on or after" exp, so now equal to exp is too late. Look at the comparison: > should be >=.',
    { expired: ({ time, now, leeway }) => now > time + leeway },
  ),
  ...wrong(
    'exp-reversed',
    'RFC 7519 §4.1.4',
    'Your comparison of now and exp is the wrong way round: tokens that are still good are refused, and those that are over get through. Say it aloud: too late when now has reached exp.',
    { expired: ({ time, now, leeway }) => now < time + leeway },
    { expired: ({ time, now, leeway }) => now <= time + leeway },
  ),
  ...wrong(
    'exp-truthy',
    'RFC 7519 §4.1.4',
    'A token with exp: 0 got through. if (claims.exp) asks whether the value is truthy, and 0 is not, so the check is skipped. 0 is a time: 1970. Ask whether the claim is there, not whether it is truthy.',
    { expired: moment => moment.time !== 0 && rightRules.expired(moment) },
    { expired: moment => moment.time > 0 && rightRules.expired(moment) },
  ),
  ...wrong(
    'zero-refused',
    'RFC 7519 §2',
    ZERO,
    { isTime: value => Number.isFinite(value) && (value as number) > 0 },
    { isTime: value => Number.isFinite(value) && value !== 0 },
    { isTime: value => Number.isFinite(value) && (value as number) >= 0 },
    { isTime: (value, name) => Number.isFinite(value) && (name !== 'exp' || (value as number) > 0) },
    { isTime: (value, name) => Number.isFinite(value) && (name !== 'iat' || (value as number) > 0) },
  ),
  ...wrong(
    'absent-malformed',
    'RFC 7519 §4.1',
    ABSENT,
    { absent: () => ['malformed'] },
    { absent: name => (name === 'exp' ? ['malformed'] : []) },
    { absent: name => (name === 'nbf' ? ['malformed'] : []) },
  ),
  ...wrong(
    'exp-ignored',
    'RFC 7519 §4.1.4',
    'A token whose exp has passed got through: your code does not look at exp. Without an end, whoever steals the token has it for ever.',
    { expired: () => false },
  ),
  ...wrong(
    'nbf-ignored',
    'RFC 7519 §4.1.5',
    'A token got through before its nbf. Your code does not look at nbf ("not before"): a voucher made out for tomorrow would work today.',
    { early: () => false },
  ),
  ...wrong(
    'exp-required',
    'RFC 7519 §4.1.4',
    'A token without exp was refused. The standard makes exp optional, and checkTimes looks only at what is there; lesson 09 is where your library asks for exp.',
    {
      absent: (name, maxAge) =>
        name === 'exp' ? ['claim-missing', 'expired', 'malformed'] : rightRules.absent(name, maxAge, {}),
    },
  ),
  ...wrong(
    'milliseconds',
    'RFC 7519 §2',
    MILLISECONDS,
    atNow(now => now * 1000),
    atNow(now => now / 1000),
    atNow(now => Math.floor(now / 1000)),
    atNow(now => now * 1000, false),
    atNow(now => now / 1000, false),
    both(time => time * 1000),
    { ...atNow(now => now * 1000), expired: rightRules.expired },
    { ...both(time => time * 1000), expired: rightRules.expired },
  ),
  ...wrong(
    'wall-clock',
    null,
    'Your code asks the clock of the machine (Date.now or new Date) for the time. It is given the time: options.now, in seconds. Only so can a test say that it is one second before the end; and now: 0 is a time too, so no || Date.now() either.',
    atNow(() => REAL_CLOCK),
    atNow(now => now || REAL_CLOCK),
    atNow(() => REAL_CLOCK, false),
    atNow(now => now || REAL_CLOCK, false),
    atNow(now => Math.max(now, REAL_CLOCK)),
    atNow(() => REAL_CLOCK * 1000),
    { early: moment => rightRules.early({ ...moment, now: REAL_CLOCK }) },
  ),
  ...wrong(
    'fraction-cut',
    'RFC 7519 §2',
    'Your code loses the fraction of a second. A NumericDate may have one: 1700000000.5 is half a second after 1700000000. Rounding moves the limit by up to a second; compare the numbers as they are.',
    ...[Math.floor, Math.ceil, Math.round].flatMap(
      cut =>
        [
          both(cut),
          atNow(cut),
          { ...both(cut), ...atNow(cut) },
          { expired: both(cut).expired },
          { early: both(cut).early },
          atNow(cut, false),
          { early: atNow(cut).early },
          cutBoth(cut),
        ] as Partial<Rules>[],
    ),
  ),
  ...wrong(
    'fraction-refused',
    'RFC 7519 §2',
    'Your code refuses a time with a fraction. A NumericDate may have one: 1700000000.5 is legal. Number.isInteger asks too much; Number.isFinite is the question.',
    { isTime: value => Number.isInteger(value) },
    { isTime: (value, name) => (name === 'iat' ? Number.isInteger(value) : Number.isFinite(value)) },
    { isTime: (value, name) => (name === 'nbf' ? Number.isInteger(value) : Number.isFinite(value)) },
    { isTime: (value, name) => (name === 'exp' ? Number.isInteger(value) : Number.isFinite(value)) },
  ),
  ...wrong(
    'year-2038',
    'RFC 7519 §2',
    'Your code goes wrong for times from 2038 on. Operators such as | 0, ~~ and >>> 0 keep only 32 bits of a number, and 2147483647 is 19 January 2038. Tokens and certificates with later dates exist today; leave the number as it is.',
    both(time => time | 0),
    both(time => time >>> 0),
    { ...both(time => time | 0), ...atNow(now => now | 0) },
    {
      expired: m => (m.now | 0) >= (m.time | 0) + m.leeway,
      early: m => (m.now | 0) < (m.time | 0) - m.leeway,
    },
    { isTime: value => Number.isFinite(value) && (value as number) <= 0x7fffffff },
    { isTime: value => Number.isFinite(value) && (value as number) <= 0xffffffff },
    { isTime: value => Number.isFinite(value) && (value as number) < 1e10 },
    { isTime: value => Number.isFinite(value) && (value as number) < 1e11 },
    { isTime: (value, name) => Number.isFinite(value) && (name !== 'iat' || (value as number) < 1e10) },
  ),
  ...wrong(
    'default-leeway',
    null,
    'Without a leeway your code still lets times be off by some seconds. The default is 0: whoever wants tolerance asks for it, and a hidden one makes every token longer than its issuer said.',
    ...[1, 5, 10, 30, 60, 120, 300].map(seconds => ({
      leeway: (options: TimeOptions) => options.leeway ?? seconds,
    })),
  ),
  ...wrong(
    'nbf-on-boundary',
    'RFC 7519 §4.1.5',
    'At the very second of nbf your code refuses the token. The standard forbids it "before" nbf, so now equal to nbf is fine. Look at the comparison: <= should be <. exp and nbf differ here: the first second is in, the last is out.',
    { early: ({ time, now, leeway }) => now <= time - leeway },
  ),
  ...wrong(
    'nbf-reversed',
    'RFC 7519 §4.1.5',
    'Your comparison of now and nbf is the wrong way round: a token is refused after its nbf and accepted before. Say it aloud: too early when now has not reached nbf.',
    { early: ({ time, now, leeway }) => now > time - leeway },
    { early: ({ time, now, leeway }) => now >= time - leeway },
  ),
  ...wrong(
    'nbf-required',
    'RFC 7519 §4.1.5',
    'A token without nbf was refused. nbf is optional: a token that does not have it is valid from the beginning.',
    {
      absent: (name, maxAge) =>
        name === 'nbf'
          ? ['claim-missing', 'not-yet-valid', 'malformed']
          : rightRules.absent(name, maxAge, {}),
    },
  ),
  ...wrong(
    'future-iat-refused',
    'RFC 7519 §4.1.6',
    'Your code refuses a token because its iat lies in the future, though no maxAge was asked for. The standard has no such rule: iat says when a token was made, nbf says from when on it is valid.',
    { future: ({ time, now, leeway }) => time > now + leeway },
    { future: ({ time, now, leeway }) => time >= now + leeway },
    { future: ({ time, now }) => time > now },
    (claims, options) =>
      timeFaults(
        Object.hasOwn(claims, 'nbf') || !Object.hasOwn(claims, 'iat')
          ? claims
          : { ...claims, nbf: claims.iat },
        options,
      ),
  ),
  ...wrong(
    'only-one-limit',
    'RFC 7519 §4.1.5',
    'When a token has both exp and nbf, your code looks at one of them only. They are two questions, each asked by itself; an else or an early return between them skips the second.',
    { early: moment => !Object.hasOwn(moment.claims, 'exp') && rightRules.early(moment) },
    { expired: moment => !Object.hasOwn(moment.claims, 'nbf') && rightRules.expired(moment) },
  ),
]

/** exp and nbf cut as well as now. */
function cutBoth(cut: (time: number) => number): Partial<Rules> {
  const change = (moment: Moment): Moment => ({ ...moment, time: cut(moment.time), now: cut(moment.now) })
  return {
    expired: moment => rightRules.expired(change(moment)),
    early: moment => rightRules.early(change(moment)),
  }
}

const withLeeway = (change: (leeway: number) => number): Partial<Rules> => ({
  leeway: options => change(options.leeway ?? 0),
})
const expLeeway = (change: (leeway: number) => number): Partial<Rules> => ({
  expired: ({ time, now, leeway }) => now >= time + change(leeway),
})
const nbfLeeway = (change: (leeway: number) => number): Partial<Rules> => ({
  early: ({ time, now, leeway }) => now < time - change(leeway),
})

export const wrongLeeways: WrongRule[] = [
  ...wrong(
    'leeway-ignored',
    'RFC 7519 §4.1.4',
    'Your code does not use leeway. Two machines never agree on the time to the second: leeway lets a token be used a little after exp and a little before nbf.',
    withLeeway(() => 0),
  ),
  ...wrong(
    'leeway-one-side',
    'RFC 7519 §4.1.5',
    'Your code uses leeway for one of exp and nbf only. Clocks are wrong in both directions, so both limits move: exp later, nbf earlier.',
    expLeeway(() => 0),
    nbfLeeway(() => 0),
    { ...expLeeway(() => 0), future: rightRules.future },
  ),
  ...wrong(
    'leeway-sign',
    'RFC 7519 §4.1.4',
    'Leeway makes your check stricter in place of more tolerant: its sign is the wrong way round. It belongs to the side that makes the token valid longer: exp + leeway, nbf - leeway.',
    withLeeway(leeway => -leeway),
    expLeeway(leeway => -leeway),
    nbfLeeway(leeway => -leeway),
  ),
  ...wrong(
    'leeway-milliseconds',
    'RFC 7519 §2',
    'Your code takes leeway for milliseconds. It is in seconds, as every time here: 10 means ten seconds. Nothing has to be divided or multiplied by 1000.',
    withLeeway(leeway => leeway / 1000),
    withLeeway(leeway => leeway * 1000),
    withLeeway(leeway => Math.floor(leeway / 1000)),
  ),
  ...wrong(
    'leeway-minutes',
    'RFC 7519 §2',
    'Your code takes leeway for minutes. It is in seconds, as every time here.',
    withLeeway(leeway => leeway * 60),
    withLeeway(leeway => leeway / 60),
  ),
  ...wrong(
    'leeway-twice',
    null,
    'Your code counts leeway twice. It is added once: now >= exp + leeway, now < nbf - leeway.',
    withLeeway(leeway => 2 * leeway),
    expLeeway(leeway => 2 * leeway),
    nbfLeeway(leeway => 2 * leeway),
  ),
  ...wrong(
    'leeway-capped',
    null,
    'Your code cuts or bounds leeway. A few minutes are enough in practice, but that is the decision of whoever calls: take the number as it is, with its fraction.',
    ...[1, 5, 10, 30, 60, 120, 300, 600].map(most => withLeeway(leeway => Math.min(leeway, most))),
    withLeeway(Math.floor),
    withLeeway(Math.ceil),
    withLeeway(Math.round),
  ),
  ...wrong(
    'leeway-boundary',
    'RFC 7519 §4.1.4',
    'With a leeway your code is off by one at the limit. The moved limit works as the old one: refused when now >= exp + leeway, accepted when now equals nbf - leeway.',
    { expired: ({ time, now, leeway }) => (leeway > 0 ? now > time + leeway : now >= time) },
    { early: ({ time, now, leeway }) => (leeway > 0 ? now <= time - leeway : now < time) },
    {
      expired: ({ time, now, leeway }) => (leeway > 0 ? now > time + leeway : now >= time),
      early: ({ time, now, leeway }) => (leeway > 0 ? now <= time - leeway : now < time),
    },
  ),
]

const aged = (old: Rules['old']): Partial<Rules> => ({
  old: moment => moment.maxAge !== undefined && old(moment),
})
const atMaxAge = (future: Rules['future']): Partial<Rules> => ({
  future: moment => moment.maxAge !== undefined && future(moment),
})

export const wrongAges: WrongRule[] = [
  ...wrong(
    'max-age-ignored',
    null,
    'Your code does not look at maxAge. It says how many seconds after iat a token is taken at most, however late its exp is.',
    { maxAge: () => undefined },
    { ...aged(() => false), ...atMaxAge(() => false) },
  ),
  ...wrong(
    'max-age-zero',
    null,
    'maxAge: 0 was passed over. if (options.maxAge) asks whether it is truthy, and 0 is not. 0 is the strictest limit of all: compare with undefined.',
    { maxAge: options => options.maxAge || undefined },
  ),
  ...wrong(
    'max-age-missing-iat',
    null,
    "maxAge was asked for, the token has no iat, and it was accepted. Then whoever makes a token gets around the limit by leaving iat out. Refuse with claim-missing: a limit that can't be checked does not hold.",
    { absent: () => [] },
  ),
  ...wrong(
    'max-age-boundary',
    null,
    'A token that is exactly maxAge seconds old was refused. It may be as old as maxAge: refused only when now - iat is greater.',
    aged(({ time, now, leeway, maxAge }) => now - time >= (maxAge as number) + leeway),
  ),
  ...wrong(
    'future-iat-leeway',
    null,
    'An iat that is in the future by no more than leeway was refused, or one beyond it was accepted. With maxAge the limit is iat > now + leeway: the clock of the issuer may be a little ahead.',
    atMaxAge(({ time, now }) => time > now),
    atMaxAge(({ time, now, leeway }) => time > now - leeway),
    atMaxAge(({ time, now, leeway }) => time >= now + leeway),
    atMaxAge(({ time, now }) => time >= now),
  ),
  ...wrong(
    'max-age-no-leeway',
    null,
    'Leeway is not used for the age of a token. iat was written by another clock, so the age is as uncertain as the rest: now - iat > maxAge + leeway.',
    aged(({ time, now, maxAge }) => now - time > (maxAge as number)),
    {
      ...aged(({ time, now, maxAge }) => now - time > (maxAge as number)),
      ...atMaxAge(({ time, now }) => time > now),
    },
  ),
  ...wrong(
    'max-age-leeway-sign',
    null,
    'Leeway makes a token too old earlier in place of later. It is added to maxAge: now - iat > maxAge + leeway.',
    aged(({ time, now, leeway, maxAge }) => now - time > (maxAge as number) - leeway),
    {
      ...aged(({ time, now, leeway, maxAge }) => now - time > (maxAge as number) - leeway),
      ...atMaxAge(({ time, now, leeway }) => time > now - leeway),
    },
  ),
  ...wrong(
    'age-without-sign',
    null,
    'Your code takes the absolute value of the age, so a token from the future counts as one from the past. Ask both questions: is iat > now + leeway (not-yet-valid), is now - iat > maxAge + leeway (expired).',
    {
      old: ({ time, now, leeway, maxAge }) => maxAge !== undefined && Math.abs(now - time) > maxAge + leeway,
      future: () => false,
    },
  ),
  ...wrong(
    'future-iat-accepted',
    null,
    'maxAge was asked for, iat lies in the future, and the token was accepted. Its age is negative, so it is always "young enough": a false iat would get around the limit. Refuse with not-yet-valid when iat > now + leeway.',
    atMaxAge(() => false),
  ),
  ...wrong(
    'max-age-lifetime',
    null,
    'Your code measures from iat to exp. That is the lifetime the issuer gave; maxAge asks how old the token is now: now - iat.',
    aged(
      ({ time, leeway, maxAge, claims }) =>
        typeof claims.exp === 'number' && claims.exp - time > (maxAge as number) + leeway,
    ),
    aged(
      ({ time, maxAge, claims }) => typeof claims.exp === 'number' && claims.exp - time > (maxAge as number),
    ),
    {
      ...aged(
        ({ time, leeway, maxAge, claims }) =>
          typeof claims.exp === 'number' && claims.exp - time > (maxAge as number) + leeway,
      ),
      ...atMaxAge(() => false),
    },
  ),
  ...wrong(
    'max-age-units',
    'RFC 7519 §2',
    'Your code takes maxAge for another unit. It is in seconds, as every time here.',
    ...[1000, 1 / 1000, 60].map(factor =>
      aged(({ time, now, leeway, maxAge }) => now - time > (maxAge as number) * factor + leeway),
    ),
  ),
  ...wrong(
    'max-age-replaces',
    null,
    'With maxAge your code no longer looks at exp or nbf. The limits hold together: the first that is reached ends the token.',
    { expired: moment => moment.maxAge === undefined && rightRules.expired(moment) },
    { early: moment => moment.maxAge === undefined && rightRules.early(moment) },
    {
      expired: moment => moment.maxAge === undefined && rightRules.expired(moment),
      early: moment => moment.maxAge === undefined && rightRules.early(moment),
    },
  ),
  ...wrong(
    'exp-replaces-max-age',
    null,
    'When the token has an exp, your code no longer looks at maxAge. The limits hold together: the first that is reached ends the token.',
    {
      maxAge: options => options.maxAge,
      ...aged(moment => !Object.hasOwn(moment.claims, 'exp') && rightRules.old(moment)),
      future: moment => !Object.hasOwn(moment.claims, 'exp') && rightRules.future(moment),
    },
    aged(moment => !Object.hasOwn(moment.claims, 'exp') && rightRules.old(moment)),
    {
      absent: (name, maxAge, claims) =>
        Object.hasOwn(claims, 'exp') ? [] : rightRules.absent(name, maxAge, claims),
      old: moment => !Object.hasOwn(moment.claims, 'exp') && rightRules.old(moment),
      future: moment => !Object.hasOwn(moment.claims, 'exp') && rightRules.future(moment),
    },
  ),
  ...wrong(
    'iat-truthy',
    null,
    'iat: 0 counts as missing in your code. 0 is a time: 1970. Ask whether the claim is there, not whether it is truthy.',
    { seen: (claims, name) => Object.hasOwn(claims, name) && (name !== 'iat' || claims.iat !== 0) },
  ),
]

const NOT_FINITE =
  "typeof NaN is 'number', and so is Infinity's, but every comparison with NaN is false and nothing is after Infinity: such a token never ends. JSON can bring it: 1e999 is read as Infinity. Number.isFinite refuses both."

/** Wrong rules about what a time is. */
export const wrongTypes: WrongRule[] = [
  ...wrong(
    'iat-unchecked',
    'RFC 7519 §2',
    'An iat that is no number got through. iat has to be a finite number whenever it is there, also when no maxAge is asked for: whoever reads it later relies on it.',
    {
      isTime: (value, name, { maxAge }) => (name === 'iat' && maxAge === undefined) || Number.isFinite(value),
    },
    { isTime: (value, name) => name === 'iat' || Number.isFinite(value) },
  ),
  ...wrong(
    'nan-time',
    'RFC 7519 §2',
    NOT_FINITE,
    { isTime: value => typeof value === 'number' },
    { isTime: value => typeof value === 'number' && !Number.isNaN(value) },
    { isTime: (value, name) => (name === 'iat' ? Number.isFinite(value) : typeof value === 'number') },
  ),
  ...wrong(
    'falsy-skipped',
    'RFC 7519 §2',
    "A claim with null, '' or false was passed over: if (claims.exp) asks whether the value is truthy, and those are not. They are there, and they are no numbers: malformed. Ask whether the claim is present first, then whether it is a finite number.",
    { seen: (claims, name) => Boolean(claims[name]) },
    { isTime: value => !value || Number.isFinite(value) },
    {
      isTime: value => !value || Number.isFinite(value),
      expired: moment => Boolean(moment.time) && rightRules.expired(moment),
    },
    {
      isTime: value => !value || Number.isFinite(value),
      expired: moment => (moment.time as unknown) !== '' && rightRules.expired(moment),
    },
  ),
]

/** The claims of a call that hold something else than a finite number. */
function oddTimes({ args }: Evidence): [string, unknown][] {
  const claims = args[0] as Claims
  return ['exp', 'nbf', 'iat']
    .filter(name => Object.hasOwn(claims, name) && !Number.isFinite(claims[name]))
    .map(name => [name, claims[name]])
}

function wrongType(
  id: string,
  message: (name: string, shown: string) => string,
  fits: (value: unknown, name: string) => boolean,
): KnownMistake {
  return {
    id,
    reference: 'RFC 7519 §2',
    matches: evidence => {
      const first = oddTimes(evidence)[0]
      const lenient =
        evidence.thrown === null ||
        evidence.thrown.jwtCode === 'expired' ||
        evidence.thrown.jwtCode === 'not-yet-valid'
      return (
        evidence.expected.kind === 'refusal' && lenient && first !== undefined && fits(first[1], first[0])
      )
    },
    message: evidence => {
      const [name, value] = oddTimes(evidence)[0] as [string, unknown]
      return message(name, show(value))
    },
  }
}

/** Wrong answers to one input, most specific first. */
export const mistakes: KnownMistake[] = [
  returnedNotThrown('times-returned-not-thrown', 'checkTimes'),
  wrongType(
    'nan-time',
    (name, shown) => `${name}: ${shown} was taken for a time. ${NOT_FINITE}`,
    value => typeof value === 'number',
  ),
  wrongType(
    'null-time',
    (name, shown) =>
      `${name}: ${shown} was treated as if the claim were absent, or as 0. It is there, and it is no number: malformed. Only a claim that is not in the object is absent.`,
    value => value === null,
  ),
  wrongType(
    'text-time',
    (name, shown) =>
      `${name}: ${shown} is a text, and your code took it for a time, or passed over it. JavaScript compares a text with a number by guessing, and a text that is no number makes every comparison false, so the token never ends. Ask Number.isFinite(value), which does not convert; the global isFinite and Number(...) do.`,
    value => typeof value === 'string',
  ),
  wrongType(
    'iat-unchecked',
    (_, shown) =>
      `iat: ${shown} got through. iat has to be a number whenever it is there, also when no maxAge is asked for: whoever reads it later relies on it.`,
    (_, name) => name === 'iat',
  ),
  wrongType(
    'type-unchecked',
    (name, shown) =>
      `${name}: ${shown} was taken for a time, or passed over. JavaScript converts it without asking (true is 1, [] is 0, {} is NaN) and compares. Check first that the value is a finite number: malformed.`,
    () => true,
  ),
  {
    id: 'zero-refused',
    reference: 'RFC 7519 §2',
    matches: ({ expected, thrown, args }) =>
      expected.kind === 'no-throw' &&
      thrown !== null &&
      (thrown.jwtCode === 'malformed' || thrown.jwtCode === 'claim-missing') &&
      ['exp', 'nbf', 'iat'].some(name => ((args[0] as Claims)[name] as number) <= 0),
    message: ZERO,
  },
  {
    id: 'absent-malformed',
    reference: 'RFC 7519 §4.1',
    matches: ({ expected, thrown, args }) =>
      expected.kind === 'no-throw' &&
      thrown?.jwtCode === 'malformed' &&
      ['exp', 'nbf', 'iat'].every(name => !Object.hasOwn(args[0] as Claims, name)),
    message: ABSENT,
  },
]
