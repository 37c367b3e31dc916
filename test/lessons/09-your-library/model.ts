/** What verify has to decide, stage by stage. */
import { defineModel, type JwtErrorCode, show, splitToken } from '../../../src/grader/kit/index.ts'
import { faultsOf, objectIn } from '../06-verify/model.ts'
import { type TimeOptions, model as timesModel } from '../07-expiry/model.ts'
import { model as claimsModel, type Expectations } from '../08-claims/model.ts'

export type Claims = Record<string, unknown>
export const timeFaults = (claims: Claims, options: TimeOptions): JwtErrorCode[] =>
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

export type Stage = (token: string, secret: Uint8Array, options: VerifyOptions) => JwtErrorCode[]
export type Stages = { signature: Stage; exp: Stage; times: Stage; claims: Stage }

/** What a check of the payload finds; nothing when there is no payload to read. */
export const inClaims = (token: string, faults: (claims: Claims) => JwtErrorCode[]): JwtErrorCode[] => {
  const claims = objectIn(splitToken(token).payload)
  return claims === null ? [] : faults(claims)
}

export const stages: Stages = {
  signature: (token, secret) => [...new Set(faultsOf(token, secret).map(({ code }) => code))],
  exp: token => inClaims(token, claims => (Object.hasOwn(claims, 'exp') ? [] : ['claim-missing'])),
  times: (token, _, { now, leeway }) => inClaims(token, claims => timeFaults(claims, { now, leeway })),
  claims: (token, _, { issuer, audience, subject }) =>
    inClaims(token, claims => claimFaults(claims, { issuer, audience, subject })),
}

const ORDER = ['signature', 'exp', 'times', 'claims'] as const
export type Order = readonly (keyof Stages)[]
type Args = [token: string, secret: Uint8Array, options: VerifyOptions]

/** The first check that fails for a call of verify, with the codes it allows; null when all hold. */
function firstFault(rules: Stages & { order: () => Order }, args: Args) {
  for (const stage of rules.order()) {
    const codes = rules[stage](...args)
    if (codes.length > 0) return { stage, codes }
  }
  return null
}

/** Why a check of a call fails, and whose work it is to find that. */
function faultInWords(
  stage: keyof Stages,
  codes: readonly JwtErrorCode[],
  [token, secret, options]: Args,
): string {
  const claims = objectIn(splitToken(token).payload) ?? {}
  switch (stage) {
    case 'signature':
      return `${signatureFault(token, secret)}: ${codes.map(code => `'${code}'`).join(' or ')}. That is for verifyHs256 to find: give it token and secret as they are, let its error through, and read nothing of the token before it`
    case 'exp':
      return "the payload has no exp: 'claim-missing'. Without an end it would be valid for ever"
    case 'times':
      return `${timesModel.because(claims, options)}. That is for checkTimes to find: give it the whole payload, now and leeway`
    case 'claims':
      return `${claimsModel.because(claims, options)}. That is for checkClaims to find: give it the whole payload, and issuer, audience and subject as they are`
  }
}

/** Why verifyHs256 refuses a token. */
function signatureFault(token: string, secret: Uint8Array): string {
  const { header, payload } = splitToken(token)
  const segments = token.split('.').length
  const head = objectIn(header)
  const stranger = [...token].find(character => !/[\w.-]/.test(character))
  if (secret.length < 32) return `the secret has ${secret.length} bytes, and at least 32 are needed`
  if (segments !== 3) return `a string of ${segments} segment${segments === 1 ? '' : 's'} is not a token`
  if (stranger !== undefined) return `there is ${show(stranger)} in it, which is in no token`
  if (head === null || objectIn(payload) === null)
    return 'header or payload is not a JSON object in strict base64url'
  if (head.alg !== 'HS256') return `alg in the header is ${show(head.alg)}, not 'HS256'`
  const special = ['crit', 'b64'].find(name => Object.hasOwn(head, name))
  if (special !== undefined) return `the header has the header parameter ${special}`
  return 'the signature is not the one that the secret makes for this text'
}

const trait = (
  words: string,
  holds: (claims: Claims, options: VerifyOptions, header: Claims) => boolean,
): [string, (...args: Args) => boolean] => [
  words,
  (token, _, options) => {
    const { header, payload } = splitToken(token)
    return holds(objectIn(payload) ?? {}, options, objectIn(header) ?? {})
  },
]

const OPTIONS = ['now', 'leeway', 'maxAge', 'issuer', 'audience', 'subject', 'required', 'options']

/** What can be special about a call of verify. */
const traits = Object.fromEntries([
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
  trait('iat is in the future', ({ iat }, { now }) => typeof iat === 'number' && iat > now),
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
  trait('aud is a string', ({ aud }) => typeof aud === 'string'),
  trait('the header has other parameters than alg and typ', (_claims, _options, header) =>
    Object.keys(header).some(name => name !== 'alg' && name !== 'typ'),
  ),
  trait(
    'typ in the header is another than JWT',
    (_claims, _options, { typ }) => typ !== undefined && typ !== 'JWT',
  ),
  trait('the header has no typ', (_claims, _options, { typ }) => typ === undefined),
])

const rules = { order: (): Order => ORDER, ...stages }

export const model = defineModel<Args, typeof rules>({
  call: 'verify',
  parameters: ['token', 'secret', 'options'],
  returnsObject: true,
  rules,
  decide(ask, args, { refuse, holds }) {
    const fault = firstFault(ask, args)
    for (const code of fault?.codes ?? [])
      refuse(code, () => faultInWords(fault?.stage ?? 'signature', fault?.codes ?? [], args))
    const [token, , options] = args
    const claims = objectIn(splitToken(token).payload) ?? {}
    holds(() => 'the signature is right')
    holds(() => timesModel.because(claims, options))
    holds(() => claimsModel.because(claims, options))
  },
  traits,
})
