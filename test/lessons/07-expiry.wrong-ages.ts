/** Wrong rules about leeway, and about the age of a token. */
import type { WrongRule } from './07-decision-table.ts'
import { type Rules, rightRules, wrong } from './07-expiry.rules.ts'

const withLeeway = (change: (leeway: number) => number): Partial<Rules> => ({
  leeway: options => change(options.leeway ?? 0),
})
const expLeeway = (change: (leeway: number) => number): Partial<Rules> => ({
  expired: ({ time, now, leeway }) => now >= time + change(leeway),
})
const nbfLeeway = (change: (leeway: number) => number): Partial<Rules> => ({
  early: ({ time, now, leeway }) => now < time - change(leeway),
})

/** Wrong rules about leeway. */
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

/** Wrong rules about maxAge and iat. */
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
