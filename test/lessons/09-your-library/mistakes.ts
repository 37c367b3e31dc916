import {
  type Evidence,
  equal,
  type JwtErrorCode,
  type KnownMistake,
  looksLikeRefusal,
  mistakesIn,
  show,
  splitToken,
  strings,
  type Words,
} from '../../../src/grader/kit/index.ts'
import { objectIn } from '../06-verify/model.ts'
import {
  type Claims,
  type IssueOptions,
  inClaims,
  isObject,
  model,
  type Order,
  type Stage,
  type Stages,
  stages,
  timeFaults,
  type VerifyOptions,
} from './model.ts'

/** Evidence about the payload of an issued token: what issue got, and what is in the token. */
function issued({ name, args, expected, value }: Evidence) {
  const payload = value
  if (name !== 'issue' || expected.kind !== 'derived' || expected.what !== PAYLOAD || !isObject(payload))
    return null
  const [claims, , options] = args as [Claims, Uint8Array, IssueOptions]
  return { claims, payload, ...options, right: expected.value as Claims }
}

/** What a hidden test calls the parts that it reads from an issued token. */
export const PAYLOAD = 'the payload of the token'
export const FORM = 'the result'
export const ALG = 'alg in the header'
export const SIGNATURE = 'the signature'

type Issued = NonNullable<ReturnType<typeof issued>>

const timesOf = ({ payload, right }: Issued): Words => ({
  times: show({ iat: payload.iat, exp: payload.exp }),
  rightTimes: show({ iat: right.iat, exp: right.exp }),
})

const without = (claims: Claims, ...names: string[]): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)))
const close = (left: unknown, right: number): boolean =>
  typeof left === 'number' && Math.abs(left - right) < 1e6

/** What is wrong with another part of an issued token: what was read of it. */
const partOf =
  (what: string) =>
  ({ name, expected, value }: Evidence): { value: unknown } | null =>
    name === 'issue' && expected.kind === 'derived' && expected.what === what ? { value } : null

/** The payload that verify returned for a good token, and the right one. */
const verified = ({ name, value, expected }: Evidence): { found: Claims; right: Claims } | null =>
  name === 'verify' && expected.kind === 'value' && isObject(value) && isObject(expected.value)
    ? { found: value, right: expected.value }
    : null
const ofVerify = (evidence: Evidence): Evidence | null => (evidence.name === 'verify' ? evidence : null)

/** What one wrong result shows, most specific first. */
export const known: KnownMistake[] = [
  ...mistakesIn(ofVerify, {
    'verify-returned-not-thrown': ({ expected, result: { outcome } }) =>
      expected.kind === 'refusal' &&
      outcome.kind === 'value' &&
      looksLikeRefusal(outcome.value, 'object', text => expected.codes.some(code => code === text)),
  }),
  ...mistakesIn(
    issued,
    {
      'claims-lost': ({ payload, right }) =>
        Object.keys(without(right, 'iat', 'exp')).some(name => !Object.hasOwn(payload, name)) &&
        !Object.hasOwn(payload, 'claims'),
      'exp-is-no-number': ({ payload }) => payload.exp === null,
      'claims-nested': ({ payload, claims }) => equal(payload.claims, claims),
      'claims-win': ({ payload, claims, right }) =>
        ['iat', 'exp'].some(
          name =>
            Object.hasOwn(claims, name) &&
            !equal(claims[name], right[name]) &&
            equal(payload[name], claims[name]),
        ) ||
        (typeof claims.iat === 'number' &&
          payload.exp !== right.exp &&
          payload.exp === claims.iat + ((right.exp as number) - (right.iat as number))),
      'claims-win/2': ({ payload, claims, now, lifetime }) =>
        [now, claims.now].some(start =>
          [lifetime, claims.lifetime].some(
            length =>
              (start !== now || length !== lifetime) && payload.exp === Number(start) + Number(length),
          ),
        ),
      'issue-wall-clock': ({ payload, now }) => {
        const isClock = (time: unknown): boolean => close(time, Date.now() / 1000) || close(time, Date.now())
        const isIat = !equal(payload.iat, now) && isClock(payload.iat)
        const isExp = close(payload.exp, Date.now() / 1000) && !close(now, Date.now() / 1000)
        return (isIat || isExp) && { now: equal(payload.iat, now) ? 'exp was reckoned from' : 'iat is' }
      },
      'exp-backwards': ({ payload, now, lifetime }) => payload.exp === now - lifetime || payload.exp === now,
      'issue-milliseconds': ({ payload, now, lifetime, right }) => {
        const starts = [now * 1000, now / 1000, Math.floor(now / 1000)]
        const ends = [
          ...[(now + lifetime) * 1000, now + lifetime * 1000, now * 1000 + lifetime, now / 1000 + lifetime],
          ...[now + lifetime / 1000, now + Math.floor(lifetime / 1000)],
        ]
        return (
          (payload.iat !== now && starts.includes(payload.iat as number)) ||
          (payload.exp !== right.exp && ends.includes(payload.exp as number))
        )
      },
      'issue-32-bits': ({ payload, right }) =>
        (['iat', 'exp'] as const).some(name => {
          const [time, other] = [right[name] as number, payload[name]]
          return other !== Math.trunc(time) && (other === (time | 0) || other === time >>> 0)
        }),
      'lifetime-minutes': ({ payload, now, lifetime, right }) =>
        payload.exp !== right.exp &&
        lifetime > 60 &&
        [60, 3600].some(factor => payload.exp === now + lifetime * factor),
      'exp-is-lifetime': ({ payload, lifetime, right }) =>
        payload.exp === lifetime && payload.exp !== right.exp && { exp: show(payload.exp) },
      'time-as-text': ({ payload }) => typeof payload.iat === 'string' || typeof payload.exp === 'string',
      'iat-not-set': ({ payload }) => !Object.hasOwn(payload, 'iat'),
      'exp-not-set': ({ payload }) => !Object.hasOwn(payload, 'exp'),
      'claim-added': ({ payload, right }) => {
        const added = Object.keys(without(payload, ...Object.keys(right)))
        return added.length > 0 && { added: added.join(', ') }
      },
      'wrong-value/payload': ({ payload, right, now, lifetime }) => ({
        changes: changesInWords(payload, right),
        sum: `${now} + ${lifetime} = ${now + lifetime}`,
      }),
    },
    timesOf,
  ),
  ...mistakesIn(partOf(FORM), { 'wrong-value/form': ({ value }) => ({ value: show(value, 60) }) }),
  ...mistakesIn(partOf(ALG), { 'wrong-value/alg': ({ value }) => ({ value: show(value) }) }),
  ...mistakesIn(partOf(SIGNATURE), {
    'wrong-value/signature': (_, { args }) => ({ bytes: String((args[1] as Uint8Array).length) }),
  }),
  ...mistakesIn(verified, {
    'returned-whole': ({ found, right }) => {
      const name = Object.keys(found).find(one => equal(found[one], right))
      return name !== undefined && { name }
    },
    'returned-header': ({ found }) => Object.hasOwn(found, 'alg'),
  }),
  ...mistakesIn(ofVerify, {
    'returned-yes': ({ value, expected }) => expected.kind === 'value' && typeof value === 'boolean',
  }),
  ...mistakesIn(verified, {
    'returned-expectations': ({ found, right }) =>
      Object.keys(right).some(member => found[member] === undefined),
    'wrong-value/verify': ({ found, right }) => ({ changes: changesInWords(found, right) }),
  }),
  ...mistakesIn(ofVerify, {
    'has-own-property-claim': ({ thrown, args }) =>
      thrown?.code === null &&
      Object.hasOwn(objectIn(splitToken(args[0] as string).payload) ?? {}, 'hasOwnProperty'),
  }),
]

/** What is missing, added or changed in an object. */
function changesInWords(found: Claims, right: Claims): string {
  const names = [...new Set([...Object.keys(right), ...Object.keys(found)])]
  const changes = names.flatMap(name => {
    if (!Object.hasOwn(found, name)) return [`${name} is missing`]
    if (!Object.hasOwn(right, name)) return [`${name} was added`]
    return equal(found[name], right[name])
      ? []
      : [`${name} is ${show(found[name], 60)} where ${show(right[name], 60)} is right`]
  })
  return changes.slice(0, 4).join('; ')
}

/** The claims stage with other expectations. */
const expecting = (change: (options: VerifyOptions) => Partial<VerifyOptions>): Partial<Stages> => ({
  claims: (token, secret, options) => stages.claims(token, secret, { now: 0, ...change(options) }),
})
/** The times stage with another leeway. */
const lenient = (change: (leeway: number) => number): Partial<Stages> => ({
  times: (token, secret, options) =>
    stages.times(token, secret, { ...options, leeway: change(options.leeway ?? 0) }),
})
const times = (faults: (claims: Claims, options: VerifyOptions) => JwtErrorCode[]): Partial<Stages> => ({
  times: (token, _, options) => inClaims(token, claims => faults(claims, options)),
})
/** Each check finds what it should, and says it with this code. */
const always = (code: JwtErrorCode): Partial<Stages> =>
  Object.fromEntries(
    Object.keys(stages).map(name => [
      name,
      (...args: Parameters<Stage>) => (stages[name as keyof Stages](...args).length > 0 ? [code] : []),
    ]),
  )
const inOrder = (orders: string[]): Partial<typeof model.rules>[] =>
  orders.map(order => ({ order: () => order.split(',') as Order }))
const REAL_CLOCK = 1_900_000_000

/** Wrong rules of verify, which explain all results of the run. General before special. */
export const mistakes = model.mistakes({
  verify: {
    'nothing-verified': [
      { order: () => [] },
      { signature: () => [], exp: () => [], times: () => [], claims: () => [] },
    ],
    'signature-not-checked': { order: () => ['exp', 'times', 'claims'] },
    'only-signature': { order: () => ['signature'] },
    'exp-not-required': { order: () => ['signature', 'times', 'claims'] },
    'times-not-checked': { order: () => ['signature', 'exp', 'claims'] },
    'claims-not-checked': { order: () => ['signature', 'exp', 'times'] },
    'issuer-dropped': expecting(({ audience, subject }) => ({ audience, subject })),
    'audience-dropped': expecting(({ issuer, subject }) => ({ issuer, subject })),
    'subject-dropped': expecting(({ issuer, audience }) => ({ issuer, audience })),
    'two-dropped': [
      expecting(({ issuer }) => ({ issuer })),
      expecting(({ audience }) => ({ audience })),
      expecting(({ subject }) => ({ subject })),
    ],
    'options-swapped': [
      expecting(({ issuer, audience, subject }) => ({ issuer: audience, audience: issuer, subject })),
      expecting(({ issuer, audience, subject }) => ({ issuer: subject, audience, subject: issuer })),
      expecting(({ issuer, audience, subject }) => ({
        issuer,
        audience: subject,
        subject: audience,
      })),
    ],
    'empty-option-dropped': expecting(({ issuer, audience, subject }) => ({
      issuer: issuer || undefined,
      audience: audience || undefined,
      subject: subject || undefined,
    })),
    'leeway-dropped': lenient(() => 0),
    'leeway-sign': [
      ...[1, -1].map(sign =>
        times((claims, { now, leeway = 0 }) => timeFaults(claims, { now: now + sign * leeway })),
      ),
    ],
    'leeway-one-side': [
      ...['exp', 'nbf'].map(name =>
        times((claims, options) => [
          ...timeFaults(without(claims, name), { now: options.now }),
          ...timeFaults(without(claims, name === 'exp' ? 'nbf' : 'exp'), options),
        ]),
      ),
    ],
    'leeway-of-its-own': [
      ...[1, 5, 10, 30, 60, 120, 300].flatMap(seconds => [
        lenient(leeway => leeway || seconds),
        lenient(() => seconds),
        lenient(leeway => leeway + seconds),
      ]),
      lenient(leeway => leeway / 1000),
      lenient(leeway => leeway * 1000),
      lenient(leeway => leeway * 60),
      lenient(leeway => -leeway),
    ],
    'exp-zero-missing': { exp: token => inClaims(token, claims => (claims.exp ? [] : ['claim-missing'])) },
    'payload-not-taken-out': { exp: () => ['claim-missing'] },
    'errors-caught': [
      ...(['bad-signature', 'malformed', 'expired', 'claim-mismatch', 'claim-missing'] as const).map(code =>
        always(code),
      ),
    ],
    'exp-type-missing': [
      { exp: token => inClaims(token, ({ exp }) => (typeof exp === 'number' ? [] : ['claim-missing'])) },
      { exp: token => inClaims(token, ({ exp }) => ((exp ?? null) === null ? ['claim-missing'] : [])) },
    ],
    'verify-wall-clock': [
      times((claims, options) => timeFaults(claims, { ...options, now: REAL_CLOCK })),
      times((claims, options) => timeFaults(claims, { ...options, now: options.now || REAL_CLOCK })),
    ],
    'verify-milliseconds': [
      ...[1000, 1 / 1000].map(factor =>
        times((claims, options) => timeFaults(claims, { ...options, now: options.now * factor })),
      ),
    ],
    'future-iat-refused-here': [
      ...[Number.POSITIVE_INFINITY, 3600, 86_400].map(maxAge =>
        times((claims, options) => timeFaults(claims, { ...options, maxAge })),
      ),
      ...[0, 1].map(tolerant =>
        times((claims, options) => [
          ...timeFaults(claims, options),
          ...(Number(claims.iat) > options.now + tolerant * (options.leeway ?? 0)
            ? (['not-yet-valid'] as const)
            : []),
        ]),
      ),
      times((claims, options) => [
        ...timeFaults(claims, options),
        ...(Object.hasOwn(claims, 'iat') ? [] : (['claim-missing'] as const)),
      ]),
    ],
    'nbf-not-checked': [
      times(({ nbf: _, ...claims }, options) => timeFaults(claims, options)),
      times(({ exp }, options) => timeFaults({ exp }, options)),
    ],
    'order-of-checks': inOrder(strings`
      signature,times,exp,claims signature,claims,exp,times signature,exp,claims,times
      signature,claims,times,exp signature,times,claims,exp
    `),
    'claims-before-signature': inOrder(strings`
      exp,signature,times,claims exp,times,signature,claims exp,times,claims,signature times,signature,exp,claims
      claims,signature,exp,times times,exp,signature,claims times,claims,exp,signature claims,exp,times,signature
      claims,times,exp,signature times,exp,claims,signature exp,claims,times,signature exp,claims,signature,times
      times,claims,signature,exp
    `),
  },
})
