import {
  type LegacyEvidence as Evidence,
  equal,
  type LegacyMistake as KnownMistake,
  show,
  splitToken,
} from '../../src/grader/kit/index.ts'
import { returnedNotThrown, sharedOf } from './07-decision-table.ts'
import { model as timesModel } from './07-expiry/model.ts'
import { model as claimsModel } from './08-claims/model.ts'
import {
  type Claims,
  firstFault,
  type IssueOptions,
  isObject,
  jsonIn,
  type VerifyOptions,
} from './09-your-library.rules.ts'

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
export const FORM = 'what came back'
export const ALG = 'alg in the header'
export const SIGNATURE = 'the signature'

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
    'exp-is-no-number',
    null,
    'exp is null in the token: JSON has no NaN and writes null, and NaN is what a number plus undefined gives. The two options are called now and lifetime; is one of the names misspelt, or was options taken apart in another way?',
    ({ payload }) => payload.exp === null,
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
        payload.exp !== right.exp &&
        payload.exp === claims.iat + ((right.exp as number) - (right.iat as number))),
  ),
  inPayload(
    'claims-win',
    null,
    ({ payload, right }) =>
      `The token says ${show({ iat: payload.iat, exp: payload.exp })} where ${show({ iat: right.iat, exp: right.exp })} is right: a claim that is called now or lifetime was taken for the option. Whoever fills in the claims could give a token any lifetime. Both come from options, and claims only go into the token.`,
    ({ payload, claims, now, lifetime }) =>
      ['now', 'lifetime'].some(name => Object.hasOwn(claims, name)) &&
      [now, claims.now].some(start =>
        [lifetime, claims.lifetime].some(
          length => (start !== now || length !== lifetime) && payload.exp === Number(start) + Number(length),
        ),
      ),
  ),
  inPayload(
    'issue-wall-clock',
    null,
    ({ payload, now }) =>
      `${equal(payload.iat, now) ? 'exp was reckoned from' : 'iat is'} the time of the machine, not options.now. Time is an argument here, so that it can be tested: issue never asks Date.now().`,
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
    ({ payload, now, lifetime, right }) =>
      ([now * 1000, now / 1000, Math.floor(now / 1000)].includes(payload.iat as number) &&
        payload.iat !== now) ||
      (payload.exp !== right.exp &&
        [
          (now + lifetime) * 1000,
          now + lifetime * 1000,
          now * 1000 + lifetime,
          now + lifetime / 1000,
          now + Math.floor(lifetime / 1000),
          now / 1000 + lifetime,
        ].includes(payload.exp as number)),
  ),
  inPayload(
    'issue-32-bits',
    'RFC 7519 §2',
    ({ payload, right }) =>
      `The token says ${show({ iat: payload.iat, exp: payload.exp })} where ${show({ iat: right.iat, exp: right.exp })} is right. Operators such as | 0, ~~ and >>> 0 keep only 32 bits of a number, and seconds need more from 2038 on: add the two and leave the sum as it is.`,
    ({ payload, right }) =>
      (['iat', 'exp'] as const).some(name => {
        const time = right[name] as number
        return payload[name] !== time && (payload[name] === (time | 0) || payload[name] === time >>> 0)
      }),
  ),
  inPayload(
    'lifetime-minutes',
    'RFC 7519 §2',
    'The token lives sixty times too long: lifetime was taken for minutes. It is in seconds.',
    ({ payload, now, lifetime, right }) =>
      payload.exp !== right.exp &&
      lifetime > 60 &&
      [60, 3600].some(factor => payload.exp === now + lifetime * factor),
  ),
  inPayload(
    'exp-is-lifetime',
    'RFC 7519 §4.1.4',
    ({ payload }) =>
      `exp is ${show(payload.exp)}: that is how long the token lives, not when it ends, and as a time it is a moment in 1970. exp is a point in time: now + lifetime.`,
    ({ payload, lifetime, right }) => payload.exp === lifetime && payload.exp !== right.exp,
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
  inPayload(
    'wrong-value',
    'RFC 7519 §4.1',
    ({ payload, right, now, lifetime }) =>
      `The payload is not the right one: ${changesInWords(payload, right)}. iat is now (${now}), exp is now + lifetime (${now} + ${lifetime} = ${now + lifetime}), and each claim stays as it was given. A value of an earlier call means that something is kept from one call to the next.`,
    () => true,
  ),
  {
    id: 'wrong-value',
    reference: 'RFC 7515 §3.1',
    matches: ({ name, expected }) =>
      name === 'issue' && expected.kind === 'derived' && expected.what === FORM,
    message: ({ value }) =>
      `${show(value, 60)} is no token: a token is three segments of base64url with dots between, and nothing before, after or around them. signHs256 gives back exactly that.`,
  },
  {
    id: 'wrong-value',
    reference: 'RFC 7515 §4.1.1',
    matches: ({ name, expected }) => name === 'issue' && expected.kind === 'derived' && expected.what === ALG,
    message: ({ value }) =>
      `alg in the header is ${show(value)}; verifiers accept a token only with the exact name 'HS256'. signHs256 writes the header.`,
  },
  {
    id: 'wrong-value',
    reference: 'RFC 7515 §5.1',
    matches: ({ name, expected }) =>
      name === 'issue' && expected.kind === 'derived' && expected.what === SIGNATURE,
    message: ({ args }) =>
      `The signature is not the one that this secret of ${(args[1] as Uint8Array).length} bytes makes for this header and payload. Give all bytes of the secret to signHs256, as they are; and a token that was made earlier with another secret is no answer.`,
  },
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
  {
    id: 'wrong-value',
    reference: 'RFC 7519 §7.2',
    matches: ({ name, value, expected }) =>
      name === 'verify' && expected.kind === 'value' && isObject(value) && isObject(expected.value),
    message: ({ value, expected }) =>
      `verify returned something else than the payload of the token: ${changesInWords(value as Claims, (expected as { value: Claims }).value)}. It returns the payload as it stands in the token: nothing is added, left out or changed.`,
  },
  {
    id: 'has-own-property-claim',
    reference: null,
    matches: ({ name, thrown, args }) =>
      name === 'verify' &&
      thrown !== null &&
      thrown.jwtCode === null &&
      Object.hasOwn(jsonIn(splitToken(args[0] as string).payload) ?? {}, 'hasOwnProperty'),
    message: ({ thrown }) =>
      `The token has a claim called hasOwnProperty, and your code broke on it (${thrown?.message}). payload.hasOwnProperty(name) calls what the token says. Object.hasOwn(payload, name) asks without the token's help.`,
  },
  {
    id: 'accepted',
    reference: 'RFC 7519 §7.2',
    matches: ({ name, expected, seen }) =>
      name === 'verify' &&
      expected.kind === 'refusal' &&
      seen.outcome.kind === 'value' &&
      seen.outcome.value.type !== 'exotic',
    message: ({ args, seen }) => `This token was accepted, and ${faultInWords(args)}${sharedOf(seen)}`,
  },
  {
    id: 'wrong-code',
    reference: 'RFC 7519 §7.2',
    matches: ({ name, expected, thrown }) =>
      name === 'verify' && expected.kind === 'refusal' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) =>
      `This token was refused with the code '${thrown?.jwtCode}'. The checks have an order (signature, exp present, times, claims), and the first that fails gives the code: ${faultInWords(args)}${sharedOf(seen)}`,
  },
  {
    id: 'refused',
    reference: 'RFC 7519 §7.2',
    matches: ({ name, expected, thrown }) =>
      name === 'verify' && expected.kind === 'no-throw' && (thrown?.jwtCode ?? null) !== null,
    message: ({ args, thrown, seen }) => {
      const [token, , options] = args as [string, Uint8Array, VerifyOptions]
      const claims = jsonIn(splitToken(token).payload) ?? {}
      return `This token was refused with the code '${thrown?.jwtCode}' (${thrown?.message}), and all checks hold: the signature is right; ${timesModel.because(claims, options)}; ${claimsModel.because(claims, options)}. verify asks for nothing else.${sharedOf(seen)}`
    },
  },
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

/** The first check that fails for a call of verify, with its reason and code. */
function faultInWords(args: unknown[]): string {
  const [token, secret, options] = args as [string, Uint8Array, VerifyOptions]
  const fault = firstFault(token, secret, options)
  const claims = jsonIn(splitToken(token).payload) ?? {}
  switch (fault?.stage) {
    case 'signature':
      return `${signatureFaultInWords(token, secret)}: ${fault.codes.map(code => `'${code}'`).join(' or ')}. That is for verifyHs256 to find: give it token and secret as they came, let its error through, and read nothing of the token before it.`
    case 'exp':
      return "the payload has no exp: 'claim-missing'. Without an end it would be valid for ever."
    case 'times':
      return `${timesModel.because(claims, options)}. That is for checkTimes to find: give it the whole payload, now and leeway.`
    default:
      return `${claimsModel.because(claims, options)}. That is for checkClaims to find: give it the whole payload, and issuer, audience and subject as they are.`
  }
}

/** Why verifyHs256 refuses a token. */
function signatureFaultInWords(token: string, secret: Uint8Array): string {
  const { header, payload } = splitToken(token)
  const segments = token.split('.').length
  const head = jsonIn(header)
  const stranger = [...token].find(character => !/[\w.-]/.test(character))
  if (secret.length < 32) return `the secret has ${secret.length} bytes, and at least 32 are needed`
  if (segments !== 3) return `a text of ${segments} segment${segments === 1 ? '' : 's'} is no token`
  if (stranger !== undefined) return `there is ${show(stranger)} in the text, which belongs into no token`
  if (head === null || jsonIn(payload) === null)
    return 'header or payload is no JSON object in strict base64url'
  if (head.alg !== 'HS256') return `alg in the header is ${show(head.alg)}, not 'HS256'`
  const special = ['crit', 'b64'].find(name => Object.hasOwn(head, name))
  if (special !== undefined) return `the header has a member ${special}`
  return 'the signature is not the one that the secret makes for this text'
}
