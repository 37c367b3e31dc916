/** Wrong rules about exp and nbf. */
import type { WrongRule } from './07-decision-table.ts'
import {
  type Moment,
  type Rules,
  rightRules,
  type TimeOptions,
  timeFaults,
  wrong,
} from './07-expiry.rules.ts'

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

/** What to say about a time of 0 that was refused. */
export const ZERO =
  'A time of 0 or before was refused as if it were no time. Every finite number is a time, also 0 (the first second of 1970); whether it is too late or too early is another question. Look for !claims.exp or a comparison with 0.'
/** What to say about an absent claim that was refused. */
export const ABSENT =
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
    { absent: name => (name === 'iat' ? ['malformed'] : []) },
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
    { ...both(time => time | 0), expired: rightRules.expired },
    { ...both(time => time >>> 0), expired: rightRules.expired },
    { ...both(time => (time | 0) + (time % 1)), expired: rightRules.expired },
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
    'iat-required',
    'RFC 7519 §4.1.6',
    'A token without iat was refused, though no maxAge was asked for. iat is optional: only a maximal age needs to know when a token was made.',
    { absent: name => (name === 'iat' ? ['claim-missing', 'not-yet-valid', 'expired'] : []) },
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
