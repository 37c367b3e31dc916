/** What verify has to decide, stage by stage, and wrong rules about it. */
import {
  fromBase64url,
  hmacSha256,
  type JwtErrorCode,
  splitToken,
  toBase64url,
  utf8,
} from '../../src/grader/kit/index.ts'
import type { Trait, WrongRule } from './07-decision-table.ts'
import { type TimeOptions, model as timesModel } from './07-expiry/model.ts'
import { type Expectations, model as claimsModel } from './08-claims/model.ts'

export type Claims = Record<string, unknown>
const timeFaults = (claims: Claims, options: TimeOptions): JwtErrorCode[] =>
  timesModel.ruling([claims, options]).codes
const claimFaults = (claims: Claims, expected: Expectations): JwtErrorCode[] =>
  claimsModel.ruling([claims, expected]).codes
export type IssueOptions = { now: number; lifetime: number }
export type VerifyOptions = {
  now: number
  leeway?: number | undefined
  issuer?: string | undefined
  audience?: string | undefined
  subject?: string | undefined
}

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON object in a segment, or null. */
export function jsonIn(segment: string): Claims | null {
  const decoded = fromBase64url(segment)
  if (toBase64url(decoded) !== segment) return null
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decoded))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

type Stage = (token: string, secret: Uint8Array, options: VerifyOptions) => JwtErrorCode[]
type Stages = { signature: Stage; exp: Stage; times: Stage; claims: Stage }

/** What a check of the payload finds; nothing when there is no payload to read. */
const inClaims = (token: string, faults: (claims: Claims) => JwtErrorCode[]): JwtErrorCode[] => {
  const claims = jsonIn(splitToken(token).payload)
  return claims === null ? [] : faults(claims)
}

const rightStages: Stages = {
  signature(token, secret) {
    const codes: JwtErrorCode[] = []
    if (secret.length < 32) codes.push('bad-key')
    const { header, payload, signature, signingInput } = splitToken(token)
    const head = jsonIn(header)
    if (token.split('.').length !== 3 || head === null || jsonIn(payload) === null) codes.push('malformed')
    if (head !== null && (head.alg !== 'HS256' || ['crit', 'b64'].some(name => Object.hasOwn(head, name))))
      codes.push('unsupported')
    if (signature !== toBase64url(hmacSha256(secret, utf8(signingInput)))) {
      codes.push('bad-signature')
      if (fromBase64url(signature).length === 0 || toBase64url(fromBase64url(signature)) !== signature)
        codes.push('malformed')
    }
    return [...new Set(codes)]
  },
  exp: token => inClaims(token, claims => (Object.hasOwn(claims, 'exp') ? [] : ['claim-missing'])),
  times: (token, _, { now, leeway }) => inClaims(token, claims => timeFaults(claims, { now, leeway })),
  claims: (token, _, { issuer, audience, subject }) =>
    inClaims(token, claims => claimFaults(claims, { issuer, audience, subject })),
}

const ORDER = ['signature', 'exp', 'times', 'claims'] as const

/** The codes that the first failing check allows; none when all hold. */
function verifyFaults(
  args: unknown[],
  order: readonly (keyof Stages)[],
  changes: Partial<Stages> = {},
): JwtErrorCode[] {
  const [token, secret, options] = args as [string, Uint8Array, VerifyOptions]
  const stages = { ...rightStages, ...changes }
  for (const name of order) {
    const codes = stages[name](token, secret, options)
    if (codes.length > 0) return codes
  }
  return []
}

/** The first check that fails, with the codes it allows; null when all hold. */
export function firstFault(
  token: string,
  secret: Uint8Array,
  options: VerifyOptions,
): { stage: (typeof ORDER)[number]; codes: JwtErrorCode[] } | null {
  for (const stage of ORDER) {
    const codes = rightStages[stage](token, secret, options)
    if (codes.length > 0) return { stage, codes }
  }
  return null
}

/** The right decision about a call of verify. */
export const rightVerify = (args: unknown[]): JwtErrorCode[] => verifyFaults(args, ORDER)

type Variant = { order?: readonly (keyof Stages)[]; stages?: Partial<Stages> }

function wrong(id: string, reference: string | null, message: string, ...variants: Variant[]): WrongRule[] {
  return variants.map(({ order = ORDER, stages = {} }) => ({
    id,
    reference,
    message,
    decide: args => verifyFaults(args, order, stages),
  }))
}

/** The claims stage with other expectations. */
const expecting = (change: (options: VerifyOptions) => Partial<VerifyOptions>): Partial<Stages> => ({
  claims: (token, secret, options) => rightStages.claims(token, secret, { now: 0, ...change(options) }),
})
/** The times stage with another leeway. */
const lenient = (change: (leeway: number) => number): Partial<Stages> => ({
  times: (token, secret, options) =>
    rightStages.times(token, secret, { ...options, leeway: change(options.leeway ?? 0) }),
})
const times = (faults: (claims: Claims, options: VerifyOptions) => JwtErrorCode[]): Partial<Stages> => ({
  times: (token, _, options) => inClaims(token, claims => faults(claims, options)),
})
const without = (claims: Claims, name: string): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([other]) => other !== name))
/** Each check finds what it should, and says it with this code. */
const always = (code: JwtErrorCode): Partial<Stages> =>
  Object.fromEntries(
    ORDER.map(name => [
      name,
      (...args: Parameters<Stage>) => (rightStages[name](...args).length > 0 ? [code] : []),
    ]),
  )
const REAL_CLOCK = 1_900_000_000

/** Wrong rules about verify; each explains a whole table of answers. */
export const wrongVerify: WrongRule[] = [
  ...wrong(
    'nothing-verified',
    'RFC 7519 §7.2',
    'Your verify accepted all of these tokens, also forged ones. Reading a token is not verifying it: anyone can write a payload. Start with verifyHs256, which throws when the signature is wrong, and go on with what it returns.',
    { order: [] },
    { stages: { signature: () => [], exp: () => [], times: () => [], claims: () => [] } },
  ),
  ...wrong(
    'signature-not-checked',
    'RFC 7519 §7.2',
    'Your verify looks at the claims but not at the signature, so anyone can write a token that it accepts. The payload may be read only from what verifyHs256 returns.',
    { order: ['exp', 'times', 'claims'] },
  ),
  ...wrong(
    'only-signature',
    'RFC 7519 §4.1.4',
    'Your verify checks the signature and nothing else. A token with a right signature may be over, or made for somebody else: call checkTimes and checkClaims too.',
    { order: ['signature'] },
  ),
  ...wrong(
    'exp-not-required',
    'RFC 7519 §4.1.4',
    "A token without exp got through. It has no end: whoever steals it can use it for ever, like a password that can't be changed. The standard leaves exp to you, and this library asks for it: claim-missing when the payload has no own exp.",
    { order: ['signature', 'times', 'claims'] },
  ),
  ...wrong(
    'times-not-checked',
    'RFC 7519 §4.1.4',
    'Your verify does not look at the times: hand the payload to checkTimes, and an object that has now and leeway. With anything else in its place there is no now, and a comparison with undefined is never true.',
    { order: ['signature', 'exp', 'claims'] },
  ),
  ...wrong(
    'claims-not-checked',
    'RFC 8725 §3.9',
    'Your verify does not use the issuer, audience or subject of this call: hand the payload to checkClaims, and an object whose members are called issuer, audience and subject (not iss, aud and sub: an option with another name is silently none), in each call. Without that a token made for another service opens yours.',
    { order: ['signature', 'exp', 'times'] },
  ),
  ...wrong(
    'issuer-dropped',
    'RFC 8725 §3.8',
    'The issuer that the caller expects does not arrive at checkClaims. Look at the names: issuer, not iss; an option with another name is silently none.',
    { stages: expecting(({ audience, subject }) => ({ audience, subject })) },
  ),
  ...wrong(
    'audience-dropped',
    'RFC 8725 §3.9',
    'The audience that the caller expects does not arrive at checkClaims. Look at the names: audience, not aud; an option with another name is silently none, and a token for another service gets in.',
    { stages: expecting(({ issuer, subject }) => ({ issuer, subject })) },
  ),
  ...wrong(
    'subject-dropped',
    'RFC 7519 §4.1.2',
    'The subject that the caller expects does not arrive at checkClaims. Look at the names: subject, not sub; an option with another name is silently none.',
    { stages: expecting(({ issuer, audience }) => ({ issuer, audience })) },
  ),
  ...wrong(
    'two-dropped',
    'RFC 8725 §3.9',
    'Only one of issuer, audience and subject arrives at checkClaims. Hand on all three, under the names that it reads.',
    { stages: expecting(({ issuer }) => ({ issuer })) },
    { stages: expecting(({ audience }) => ({ audience })) },
    { stages: expecting(({ subject }) => ({ subject })) },
  ),
  ...wrong(
    'options-swapped',
    null,
    "issuer, audience and subject arrive at checkClaims in one another's place.",
    {
      stages: expecting(({ issuer, audience, subject }) => ({ issuer: audience, audience: issuer, subject })),
    },
    {
      stages: expecting(({ issuer, audience, subject }) => ({ issuer: subject, audience, subject: issuer })),
    },
    {
      stages: expecting(({ issuer, audience, subject }) => ({
        issuer,
        audience: subject,
        subject: audience,
      })),
    },
  ),
  ...wrong(
    'empty-option-dropped',
    null,
    "An expectation of '' does not arrive at checkClaims. if (options.issuer) asks whether the text is truthy. A setting that was left empty must not switch a check off: compare with undefined, or hand the value on as it is.",
    {
      stages: expecting(({ issuer, audience, subject }) => ({
        issuer: issuer || undefined,
        audience: audience || undefined,
        subject: subject || undefined,
      })),
    },
  ),
  ...wrong(
    'leeway-dropped',
    'RFC 7519 §4.1.4',
    'leeway does not arrive at checkTimes: a token is refused within it.',
    { stages: lenient(() => 0) },
  ),
  ...wrong(
    'leeway-sign',
    'RFC 7519 §4.1.4',
    'leeway makes one end of the time longer and the other one shorter: it was added to now, or taken from it, before the times are compared. It is tolerance at both ends. Hand now and leeway on as they are; checkTimes knows which sign belongs where.',
    ...[1, -1].map(sign => ({
      stages: times((claims, { now, leeway = 0 }) => timeFaults(claims, { now: now + sign * leeway })),
    })),
  ),
  ...wrong(
    'leeway-one-side',
    'RFC 7519 §4.1.4',
    'leeway counts for only one of exp and nbf. It is tolerance at both ends: hand it to checkTimes with the whole payload.',
    ...['exp', 'nbf'].map(name => ({
      stages: times((claims, options) => [
        ...timeFaults(without(claims, name), { now: options.now }),
        ...timeFaults(without(claims, name === 'exp' ? 'nbf' : 'exp'), options),
      ]),
    })),
  ),
  ...wrong(
    'leeway-of-its-own',
    'RFC 7519 §4.1.4',
    'Your verify is more tolerant or less than leeway says. The default is 0, and the number is handed on as it is, in seconds.',
    ...[1, 5, 10, 30, 60, 120, 300].flatMap(seconds => [
      { stages: lenient(leeway => leeway || seconds) },
      { stages: lenient(() => seconds) },
      { stages: lenient(leeway => leeway + seconds) },
    ]),
    { stages: lenient(leeway => leeway / 1000) },
    { stages: lenient(leeway => leeway * 1000) },
    { stages: lenient(leeway => leeway * 60) },
    { stages: lenient(leeway => -leeway) },
  ),
  ...wrong(
    'exp-zero-missing',
    null,
    "exp is there, with 0 or an empty text, and your verify said claim-missing. !payload.exp asks whether it is truthy; whether it is there is asked by Object.hasOwn(payload, 'exp'). Then checkTimes decides: 0 is a time that is over (expired), a text is no time (malformed).",
    { stages: { exp: token => inClaims(token, claims => (claims.exp ? [] : ['claim-missing'])) } },
  ),
  ...wrong(
    'payload-not-taken-out',
    null,
    'Your verify finds no exp in any token, also where there is one. verifyHs256 returns an object with two members, header and payload, and exp is in payload: const { payload } = verifyHs256(token, secret).',
    { stages: { exp: () => ['claim-missing'] } },
  ),
  ...wrong(
    'errors-caught',
    null,
    'Whatever is wrong with a token, your verify refuses it with one and the same code. Does a catch throw an error of its own? Leave it out: what verifyHs256, checkTimes and checkClaims throw goes through as it is, and its code tells the caller what to do (ask for a new token, or for another login).',
    ...(['bad-signature', 'malformed', 'expired', 'claim-mismatch', 'claim-missing'] as const).map(code => ({
      stages: always(code),
    })),
  ),
  ...wrong(
    'exp-type-missing',
    null,
    'exp is there with a value that is no number, and your verify said claim-missing. It is present, so checkTimes decides: malformed.',
    {
      stages: {
        exp: token => inClaims(token, claims => (typeof claims.exp === 'number' ? [] : ['claim-missing'])),
      },
    },
  ),
  ...wrong(
    'verify-wall-clock',
    null,
    'Your verify asks the clock of the machine. The time is options.now, in seconds: hand it on, also when it is 0.',
    { stages: times((claims, options) => timeFaults(claims, { ...options, now: REAL_CLOCK })) },
    {
      stages: times((claims, options) => timeFaults(claims, { ...options, now: options.now || REAL_CLOCK })),
    },
  ),
  ...wrong(
    'verify-milliseconds',
    'RFC 7519 §2',
    'Your verify hands on now in another unit. All times are seconds: nothing has to be multiplied or divided by 1000.',
    ...[1000, 1 / 1000].map(factor => ({
      stages: times((claims, options) => timeFaults(claims, { ...options, now: options.now * factor })),
    })),
  ),
  ...wrong(
    'future-iat-refused-here',
    'RFC 7519 §4.1.6',
    'Your verify refused a token because its iat lies in the future, or because it has none. Nobody asked for an age here: iat only has to be a number when it is there.',
    ...[Number.POSITIVE_INFINITY, 3600, 86_400].map(maxAge => ({
      stages: times((claims, options) => timeFaults(claims, { ...options, maxAge })),
    })),
    ...[0, 1].map(tolerant => ({
      stages: times((claims, options) => [
        ...timeFaults(claims, options),
        ...(Number(claims.iat) > options.now + tolerant * (options.leeway ?? 0)
          ? (['not-yet-valid'] as const)
          : []),
      ]),
    })),
    {
      stages: times((claims, options) => [
        ...timeFaults(claims, options),
        ...(Object.hasOwn(claims, 'iat') ? [] : (['claim-missing'] as const)),
      ]),
    },
  ),
  ...wrong(
    'nbf-not-checked',
    'RFC 7519 §4.1.5',
    'A token got through before its nbf. Of the times your verify checks only exp: hand the payload to checkTimes, which looks at all of them.',
    { stages: times(({ nbf: _, ...claims }, options) => timeFaults(claims, options)) },
    { stages: times(({ exp }, options) => timeFaults({ exp }, options)) },
  ),
  ...wrong(
    'order-of-checks',
    null,
    'The right checks, but in another order than asked for: a token with several faults is refused with the wrong one of them. The order is signature, exp present, times, claims; callers rely on it (an expired token of another issuer is "expired").',
    ...[
      ['signature', 'times', 'exp', 'claims'],
      ['signature', 'claims', 'exp', 'times'],
      ['signature', 'exp', 'claims', 'times'],
      ['signature', 'claims', 'times', 'exp'],
      ['signature', 'times', 'claims', 'exp'],
    ].map(order => ({ order: order as (keyof Stages)[] })),
  ),
  ...wrong(
    'claims-before-signature',
    'RFC 7519 §7.2',
    'A forged token was refused for its claims, not for its signature: something of the payload was looked at before anyone knew who wrote it. Nothing in a token means anything until the signature holds, so that check comes first.',
    ...[
      ['exp', 'signature', 'times', 'claims'],
      ['exp', 'times', 'signature', 'claims'],
      ['exp', 'times', 'claims', 'signature'],
      ['times', 'signature', 'exp', 'claims'],
      ['claims', 'signature', 'exp', 'times'],
      ['times', 'exp', 'signature', 'claims'],
      ['times', 'claims', 'exp', 'signature'],
      ['claims', 'exp', 'times', 'signature'],
      ['claims', 'times', 'exp', 'signature'],
      ['times', 'exp', 'claims', 'signature'],
      ['exp', 'claims', 'times', 'signature'],
      ['exp', 'claims', 'signature', 'times'],
      ['times', 'claims', 'signature', 'exp'],
    ].map(order => ({ order: order as (keyof Stages)[] })),
  ),
]

const trait = (
  words: string,
  holds: (claims: Claims, options: VerifyOptions, header: Claims) => boolean,
): Trait => ({
  words,
  holds: ([token, , options]) => {
    const { header, payload } = splitToken(token as string)
    return holds(jsonIn(payload) ?? {}, options as VerifyOptions, jsonIn(header) ?? {})
  },
})

const OPTIONS = ['now', 'leeway', 'maxAge', 'issuer', 'audience', 'subject', 'required', 'options']

/** What can be special about a call of verify. */
export const verifyTraits: readonly Trait[] = [
  ...['exp', 'nbf', 'iat', 'iss', 'aud', 'sub'].map(name =>
    trait(`the token has no ${name}`, claims => !Object.hasOwn(claims, name)),
  ),
  trait(
    'the token has a claim with the name of an option (now, leeway, maxAge, issuer, required...)',
    claims => OPTIONS.some(name => Object.hasOwn(claims, name)),
  ),
  ...['exp', 'nbf', 'iat', 'iss', 'aud', 'sub'].map(name =>
    trait(`${name} in the token is null`, claims => claims[name] === null),
  ),
  trait(
    'the token has more than 2000 characters',
    (claims, _, header) => JSON.stringify([header, claims]).length > 1500,
  ),
  trait('the token has an nbf', claims => Object.hasOwn(claims, 'nbf')),
  trait('iat lies in the future', ({ iat }, { now }) => typeof iat === 'number' && iat > now),
  trait(
    'the token is more than a day old',
    ({ iat }, { now }) => typeof iat === 'number' && now - iat > 86_400,
  ),
  trait('exp is more than a day away', ({ exp }, { now }) => typeof exp === 'number' && exp - now > 86_400),
  trait('a leeway is asked for', (_, { leeway }) => Boolean(leeway)),
  trait('a leeway of more than a minute is asked for', (_, { leeway }) => Number(leeway) > 60),
  trait('no leeway is given', (_, { leeway }) => leeway === undefined),
  trait('now is 0', (_, { now }) => now === 0),
  trait('a time is later than January 2038', ({ exp }, { now }) => Math.max(Number(exp), now) > 2 ** 31),
  trait('no issuer, audience or subject is expected', (_, { issuer, audience, subject }) =>
    [issuer, audience, subject].every(expected => expected === undefined),
  ),
  trait('aud is an array', ({ aud }) => Array.isArray(aud)),
  trait('aud is a text', ({ aud }) => typeof aud === 'string'),
  trait('the header has other members than alg and typ', (_claims, _options, header) =>
    Object.keys(header).some(name => name !== 'alg' && name !== 'typ'),
  ),
  trait(
    'typ in the header is another than JWT',
    (_claims, _options, { typ }) => typ !== undefined && typ !== 'JWT',
  ),
  trait('the header has no typ', (_claims, _options, { typ }) => typ === undefined),
]
