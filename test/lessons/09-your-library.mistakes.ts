import {
  type Evidence,
  equal,
  fromBase64url,
  hmacSha256,
  type JwtErrorCode,
  type KnownMistake,
  show,
  splitToken,
  toBase64url,
  utf8,
} from '../../src/grader/kit/index.ts'
import { returnedNotThrown, type WrongRule } from './07-decision-table.ts'
import { timeFaults } from './07-expiry.mistakes.ts'
import { claimFaults } from './08-claims.mistakes.ts'

export type Claims = Record<string, unknown>
export type IssueOptions = { now: number; lifetime: number }
export type VerifyOptions = {
  now: number
  leeway?: number | undefined
  issuer?: string | undefined
  audience?: string | undefined
  subject?: string | undefined
}

const isObject = (value: unknown): value is Claims =>
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
    if (head !== null && head.alg !== 'HS256') codes.push('unsupported')
    if (signature !== toBase64url(hmacSha256(secret, utf8(signingInput)))) {
      codes.push('bad-signature')
      if (fromBase64url(signature).length === 0 || toBase64url(fromBase64url(signature)) !== signature)
        codes.push('malformed')
    }
    return codes
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
    'Your verify does not look at the times: hand the payload to checkTimes.',
    { order: ['signature', 'exp', 'claims'] },
  ),
  ...wrong(
    'claims-not-checked',
    'RFC 8725 §3.9',
    'Your verify does not use issuer, audience or subject: hand the payload and the three to checkClaims. Without that a token made for another service opens yours.',
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
    "A token with exp: 0 was refused with claim-missing. exp is there, and that time is over: expired. !payload.exp asks whether it is truthy; ask Object.hasOwn(payload, 'exp').",
    { stages: { exp: token => inClaims(token, claims => (claims.exp ? [] : ['claim-missing'])) } },
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

/** Evidence about the payload of an issued token: what issue got, and what is in the token. */
function issued({ name, args, expected, value }: Evidence) {
  const payload = value
  if (name !== 'issue' || expected.kind !== 'derived' || expected.what !== PAYLOAD || !isObject(payload))
    return null
  const [claims, , options] = args as [Claims, Uint8Array, IssueOptions]
  return { claims, payload, ...options, right: expected.value as Claims }
}

/** What a hidden test calls the payload that it reads from an issued token. */
export const PAYLOAD = 'the payload of the token'

type Issued = NonNullable<ReturnType<typeof issued>>

function inPayload(
  id: string,
  reference: string | null,
  message: string | ((found: Issued) => string),
  matches: (found: Issued) => boolean,
): KnownMistake {
  return {
    id,
    reference,
    matches: evidence => {
      const found = issued(evidence)
      return found !== null && matches(found)
    },
    message: evidence => (typeof message === 'string' ? message : message(issued(evidence) as Issued)),
  }
}

const without = (claims: Claims, ...names: string[]): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)))
const close = (left: unknown, right: number): boolean =>
  typeof left === 'number' && Math.abs(left - right) < 1e6

/** Wrong answers to one input, most specific first. */
export const mistakes: KnownMistake[] = [
  returnedNotThrown('verify-returned-not-thrown', 'verify', [
    'null',
    'undefined',
    'boolean',
    'string',
    'error',
  ]),
  inPayload(
    'claims-lost',
    null,
    'The claims that issue was given are not in the token. The payload is a new object with all of them, and iat and exp: { ...claims, iat, exp }.',
    ({ payload, right }) =>
      Object.keys(without(right, 'iat', 'exp')).some(name => !Object.hasOwn(payload, name)) &&
      !Object.hasOwn(payload, 'claims'),
  ),
  inPayload(
    'claims-nested',
    null,
    'The claims are in the token as one member called claims. They belong at the top level of the payload, where every reader looks for iss, sub and aud: spread them with { ...claims }.',
    ({ payload, claims }) => equal(payload.claims, claims),
  ),
  inPayload(
    'claims-win',
    null,
    ({ payload, right }) =>
      `The token says ${show({ iat: payload.iat, exp: payload.exp })} where ${show({ iat: right.iat, exp: right.exp })} is right: what the claims said about iat or exp won. With { iat, exp, ...claims } the later members win, so whoever fills in the claims could give a token any lifetime. Put iat and exp last.`,
    ({ payload, claims, right }) =>
      ['iat', 'exp'].some(
        name =>
          Object.hasOwn(claims, name) &&
          !equal(claims[name], right[name]) &&
          equal(payload[name], claims[name]),
      ) ||
      (typeof claims.iat === 'number' &&
        payload.exp === claims.iat + ((right.exp as number) - (right.iat as number))),
  ),
  inPayload(
    'issue-wall-clock',
    null,
    'iat is the time of the machine, not options.now. Time is an argument here, so that it can be tested: issue never asks Date.now().',
    ({ payload, now }) =>
      (!equal(payload.iat, now) &&
        (close(payload.iat, Date.now() / 1000) || close(payload.iat, Date.now()))) ||
      (close(payload.exp, Date.now() / 1000) && !close(now, Date.now() / 1000)),
  ),
  inPayload(
    'exp-backwards',
    'RFC 7519 §4.1.4',
    'exp is not now + lifetime: the token is over when it is made, or ends at now itself.',
    ({ payload, now, lifetime }) => payload.exp === now - lifetime || payload.exp === now,
  ),
  inPayload(
    'issue-milliseconds',
    'RFC 7519 §2',
    ({ payload, right }) =>
      `The token says ${show({ iat: payload.iat, exp: payload.exp })} where ${show({ iat: right.iat, exp: right.exp })} is right: a time or the lifetime was multiplied or divided by 1000. All times are in seconds (NumericDate), and so is lifetime. A token in milliseconds ends in some fifty thousand years.`,
    ({ payload, now, lifetime }) =>
      ([now * 1000, now / 1000, Math.floor(now / 1000)].includes(payload.iat as number) &&
        payload.iat !== now) ||
      [
        (now + lifetime) * 1000,
        now + lifetime * 1000,
        now * 1000 + lifetime,
        now + lifetime / 1000,
        now + Math.floor(lifetime / 1000),
        now / 1000 + lifetime,
      ].includes(payload.exp as number),
  ),
  inPayload(
    'lifetime-minutes',
    'RFC 7519 §2',
    'The token lives sixty times too long: lifetime was taken for minutes. It is in seconds.',
    ({ payload, now, lifetime }) =>
      payload.exp === now + lifetime * 60 || payload.exp === now + lifetime * 3600,
  ),
  inPayload(
    'exp-is-lifetime',
    'RFC 7519 §4.1.4',
    ({ payload }) =>
      `exp is ${show(payload.exp)}: that is how long the token lives, not when it ends, and as a time it is a moment in 1970. exp is a point in time: now + lifetime.`,
    ({ payload, lifetime }) => payload.exp === lifetime,
  ),
  inPayload(
    'time-as-text',
    'RFC 7519 §2',
    ({ payload }) =>
      `iat or exp is a text in the token: ${show({ iat: payload.iat, exp: payload.exp })}. They are numbers of seconds; a Date becomes an ISO text in JSON, and a verifier refuses it.`,
    ({ payload }) => typeof payload.iat === 'string' || typeof payload.exp === 'string',
  ),
  inPayload(
    'iat-not-set',
    'RFC 7519 §4.1.6',
    'The token has no iat. issue writes when it was made: iat is now. Without it nobody can ask for a maximal age, or log out everywhere by a date.',
    ({ payload }) => !Object.hasOwn(payload, 'iat'),
  ),
  inPayload(
    'exp-not-set',
    'RFC 7519 §4.1.4',
    'The token has no exp, so it would be valid for ever. exp is now + lifetime.',
    ({ payload }) => !Object.hasOwn(payload, 'exp'),
  ),
  inPayload(
    'claim-added',
    null,
    ({ payload, right }) =>
      `The token has claims that it was not given: ${Object.keys(without(payload, ...Object.keys(right))).join(', ')}. issue adds iat and exp and nothing else, and nothing of an earlier token; all other claims are the caller's.`,
    ({ payload, right }) => Object.keys(payload).some(name => !Object.hasOwn(right, name)),
  ),
  {
    id: 'returned-whole',
    reference: null,
    matches: ({ name, value, expected }) =>
      name === 'verify' &&
      expected.kind === 'value' &&
      isObject(value) &&
      isObject(value.payload) &&
      isObject(value.header),
    message:
      'verify returned header and payload. It returns the payload itself: from here on nobody needs the header, and callers read claims.sub, not claims.payload.sub.',
  },
  {
    id: 'returned-header',
    reference: null,
    matches: ({ name, value, expected }) =>
      name === 'verify' && expected.kind === 'value' && isObject(value) && Object.hasOwn(value, 'alg'),
    message: 'verify returned the header. It returns the payload: what the token says.',
  },
  {
    id: 'returned-yes',
    reference: null,
    matches: ({ name, value, expected }) =>
      name === 'verify' && expected.kind === 'value' && typeof value === 'boolean',
    message:
      "verify returned a yes or no. It returns the payload: so a caller can't use claims that were not verified, and can't forget to look at the answer.",
  },
  {
    id: 'returned-expectations',
    reference: null,
    matches: ({ name, value, expected }) =>
      name === 'verify' &&
      expected.kind === 'value' &&
      isObject(value) &&
      isObject(expected.value) &&
      Object.keys(expected.value).some(member => value[member] === undefined),
    message:
      'Some claims of the token are missing in what verify returned. It returns the payload as it stands in the token, with iat, exp and claims that it does not know.',
  },
]
