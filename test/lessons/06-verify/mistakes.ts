/** What verifiers get wrong, recognised by what a call returned or threw for which token. General before special. */
import {
  type Evidence,
  equal,
  fromBase64url,
  jsonIn,
  type KnownMistake,
  mistakesIn,
  plain,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { signatureOver, strictBytes } from './tokens.ts'

/** A token, read as leniently as possible. */
type Reading = Evidence & {
  token: string
  secret: Uint8Array
  segments: string[]
  header: Record<string, unknown> | null
  headerText: string
  payload: unknown
  payloadText: string
  signature: string
  /** The signature that belongs to the first two segments. */
  right: string
  /** The name of the algorithm, when the header has one of its own. */
  alg: unknown
  /** What was refused, or thrown instead of a value. */
  code: string | null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function read(evidence: Evidence): Reading | null {
  const [token, secret] = evidence.args
  if (evidence.name !== 'verifyHs256' || typeof token !== 'string' || !(secret instanceof Uint8Array))
    return null
  const segments = token.split('.')
  const [headerText = '', payloadText = ''] = segments.map(one => Buffer.from(one, 'base64url').toString())
  const parsed = jsonOf(headerText)
  const header = isObject(parsed) ? parsed : null
  return {
    ...evidence,
    token,
    secret,
    segments,
    header,
    headerText,
    payload: jsonOf(payloadText),
    payloadText,
    signature: segments[2] ?? '',
    right: signatureOver(`${segments[0]}.${segments[1]}`, secret),
    alg: header !== null && Object.hasOwn(header, 'alg') ? header.alg : undefined,
    code: evidence.thrown?.code ?? null,
  }
}

/** JSON in this very string, not in a decoding of it. */
const jsonOf = (text: string): unknown => jsonIn(utf8(text))
const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value)
const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)
const segmentNames = ['header', 'payload', 'signature']

/** The first segment that is not strict base64url, and what is wrong with it. */
function lenientSegment({ segments }: Reading, from = 0, to = 3): string | null {
  const index = segments.findIndex((text, at) => at >= from && at < to && strictBytes(text) === null)
  const text = segments[index]
  if (text === undefined) return null
  const stranger = [...text].find(character => !/[A-Za-z0-9_-]/.test(character))
  const what =
    stranger !== undefined
      ? `contains ${quoted(stranger)}, which is not in the alphabet of base64url`
      : text.length % 4 === 1
        ? `has ${text.length} characters: one too many, no bytes have that length`
        : 'ends in a character whose spare bits are not zero'
  return `The ${segmentNames[index]} segment ${what}`
}

/** The placeholders that every message of this lesson may use. */
function wordsOf(reading: Reading): Record<string, string> {
  const { secret, segments, header, payloadText, token, expected, alg } = reading
  const { length } = fromBase64url(reading.signature)
  const stranger = [...token].find(character => !/[\w.-]/.test(character))
  return {
    alg: quoted(alg),
    secretBytes: String(secret.length),
    signatureBytes: `${length} byte${length === 1 ? '' : 's'}`,
    count: String(segments.length),
    fault: lenientSegment(reading) ?? 'The string is not a token',
    payloadFault: (lenientSegment(reading, 1, 2) ?? 'The payload segment has no JSON object').slice(4),
    beginning: quoted(token.slice(0, 12)),
    stranger: stranger === undefined ? 'a character too many' : quoted(stranger),
    header: cut(quoted(header)),
    payload: cut(payloadText),
    crit: quoted(header?.crit),
    extension: quoted(header?.b64),
    length: String(token.length),
    what: expected.kind === 'derived' ? expected.what : '',
    right:
      expected.kind === 'refusal'
        ? `"${expected.codes[0]}": ${CODES[expected.codes[0] as keyof typeof CODES]}`
        : '',
  }
}

const CODES = {
  malformed: 'the string is not a token: other than three segments, not strict base64url, not a JSON object',
  unsupported: 'the token can be read, and its header asks for something other than plain HS256',
  'bad-key': 'the secret is too short, whatever the token is',
  'bad-signature':
    'the token can be read, and its signature is not that of its first two segments and this secret',
}

/** A token that was returned as read although it must be refused. */
function acceptedIn(evidence: Evidence): Reading | null {
  const wasAccepted = evidence.expected.kind === 'refusal' && evidence.result.outcome.kind === 'value'
  return wasAccepted && isObject(evidence.value) ? read(evidence) : null
}

/** A right token for which an error was thrown. */
const refusedIn = (evidence: Evidence): Reading | null =>
  evidence.expected.kind === 'value' && evidence.thrown !== null ? read(evidence) : null

/** The token that a careless reading makes of a string before it looks at it, with a right signature; null for none. */
function repaired({ token, secret }: Reading): string | null {
  const lowBytes = (mask: number): string =>
    [...token].map(one => String.fromCharCode(one.charCodeAt(0) & mask)).join('')
  const decoded = (): string => {
    try {
      return decodeURIComponent(token)
    } catch {
      return token
    }
  }
  const candidates = [
    token.normalize('NFKC'),
    token.normalize('NFKD').replace(/[^\0-\x7f]/g, ''),
    decoded(),
    lowBytes(0xff),
    lowBytes(0x7f),
    token.replace(/[^\w.-]/g, ''),
    token.replace(/[^\w.-]+/g, '.'),
    token.replaceAll('+', '-').replaceAll('/', '_'),
  ]
  return candidates.find(text => text !== token && isSigned(text, secret)) ?? null
}

function isSigned(token: string, secret: Uint8Array): boolean {
  const [h = '', p = '', s = '', ...more] = token.split('.')
  return more.length === 0 && s === signatureOver(`${h}.${p}`, secret)
}

/** A right token with something before or after it. */
function hasTextAround({ token, secret }: Reading): boolean {
  const inner = /[\w-]+\.[\w-]+\.[\w-]{43}/.exec(token)?.[0]
  const isMore = /[^\w.-]/.test(token) && !/^[\w.-]+=+$/.test(token)
  return inner !== undefined && isMore && isSigned(inner, secret)
}

/** Header and payload written again without white space, and signed: what a re-serialising verifier expects. */
function rewritten({ header, payload, secret }: Reading): string {
  const part = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))
  return signatureOver(`${part(header)}.${part(payload)}`, secret)
}

/** Whether the two signatures, as bytes, begin or end alike. */
function sharesEnd({ signature, right }: Reading): boolean {
  const [a, b] = [Buffer.from(signature, 'base64url'), Buffer.from(right, 'base64url')]
  const length = Math.min(a.length, b.length)
  return (
    length > 0 &&
    (equal(a.subarray(0, length), b.subarray(0, length)) || equal(a.subarray(-length), b.subarray(-length)))
  )
}

/** The bytes of a signature as hex, without zeros at the ends. */
const withoutZeros = (signature: string): string =>
  Buffer.from(signature, 'base64url')
    .toString('hex')
    .replace(/^(?:00)+|(?:00)+$/g, '')
const differsInZeros = ({ signature, right }: Reading): boolean =>
  withoutZeros(signature) === withoutZeros(right)
/** The numbers of a signature's bytes, one after another without a border. */
const numerals = (signature: string, radix: number): string =>
  [...fromBase64url(signature)].map(byte => byte.toString(radix)).join('')

const isPlain = ({ header }: Reading): boolean => quoted(header) === '{"alg":"HS256","typ":"JWT"}'
const PAYLOAD = '{"sub":"ada","admin":false}'
const namesAlg = ({ alg }: Reading, pattern: RegExp): boolean => typeof alg === 'string' && pattern.test(alg)
const has = ({ header }: Reading, name: string): boolean => header !== null && Object.hasOwn(header, name)
const hasClaim = ({ payload }: Reading): boolean =>
  isObject(payload) && ['exp', 'nbf', 'iat', 'aud', 'alg'].some(name => name in payload)

/** Whether two values are the same JSON, whatever the order of the properties. */
const same = (a: unknown, b: unknown): boolean => equal(jsonOf(quoted(a)), jsonOf(quoted(b)))

export const mistakes: KnownMistake[] = [
  ...mistakesIn(
    read,
    {
      'refused-without-throwing': ({ expected, result: { outcome } }) =>
        expected.kind === 'refusal' &&
        outcome.kind === 'value' &&
        ['undefined', 'null', 'boolean', 'string', 'number', 'error'].includes(outcome.value.type),
      'timing-safe-equal-throws': ({ thrown, signature }) =>
        thrown?.name === 'RangeError' &&
        /same byte length/.test(thrown.message) &&
        strictBytes(signature)?.length !== 32,
      'json-error-escapes': ({ expected, thrown }) =>
        expected.kind === 'refusal' && thrown?.name === 'SyntaxError',
    },
    wordsOf,
  ),

  ...mistakesIn(
    acceptedIn,
    {
      'short-secret-verifies': ({ secret }) => secret.length < 32,
      'text-around-token-accepted': reading =>
        hasTextAround(reading) || reading.token !== reading.token.trim() || /^\W*bearer/i.test(reading.token),
      'token-repaired-first': reading =>
        repaired(reading) !== null && strictBytes(reading.signature) !== null,
      'segment-count-not-checked': ({ segments }) => segments.length !== 3,
      'decode-failure-swallowed': ({ value, segments, payload, payloadText }) => {
        const content = isObject(value) ? value.payload : undefined
        const isEmpty = isObject(content) && Object.keys(content).length === 0
        const isRead = strictBytes(segments[1] ?? '') !== null && isObject(payload)
        return isEmpty && !isRead && !/^\s*\{\s*\}\s*$/.test(payloadText)
      },
      'segment-read-leniently': reading => lenientSegment(reading, 0, 2) !== null,
      'signature-text-malleable': reading => lenientSegment(reading, 2, 3) !== null,
      'no-json-object-accepted/header': ({ header }) => header === null,
      'no-json-object-accepted': ({ payload }) => !isObject(payload),
      'broken-utf8-accepted': ({ headerText, payloadText }) => (headerText + payloadText).includes('\ufffd'),
      'alg-none-accepted': reading => namesAlg(reading, /^\s*none[\s\0]*$/i),
      'alg-inherited': ({ alg, headerText }) => alg === undefined && headerText.includes('__proto__'),
      'alg-missing-accepted': ({ alg }) => alg === undefined || alg === '',
      'alg-coerced': ({ alg }) => typeof alg !== 'string',
      'alg-found-on-prototype': ({ alg }) => (alg as string) in Object.prototype,
      'alg-case-ignored': ({ alg }) => {
        const repairedName = (alg as string).normalize('NFKC').replace(/[\s\0\u200b\ufeff]/g, '')
        return alg !== 'HS256' && repairedName.toUpperCase() === 'HS256'
      },
      'other-alg-accepted/other-name': reading => namesAlg(reading, /hmac|sha-?256/i),
      'alg-matched-in-part': reading =>
        namesAlg(reading, /HS|256/) && !namesAlg(reading, /^HS(256|384|512)$|^[REP]S\d+$/),
      'other-alg-accepted': ({ alg }) => alg !== 'HS256',
      'crit-ignored': reading => has(reading, 'crit'),
      'b64-ignored': reading => has(reading, 'b64'),
      'empty-signature-accepted': ({ signature }) => signature === '',
      'signature-case-ignored': ({ signature, right }) =>
        signature !== right && signature.toLowerCase() === right.toLowerCase(),
      'signature-text-malleable/hex': ({ signature, right }) =>
        signature.toLowerCase() === Buffer.from(right, 'base64url').toString('hex'),
      'signature-prefix-accepted/zeros': reading =>
        fromBase64url(reading.signature).length < 32 && differsInZeros(reading),
      'signature-prefix-accepted': reading =>
        fromBase64url(reading.signature).length < 32 && sharesEnd(reading),
      'longer-signature-accepted/zeros': reading =>
        fromBase64url(reading.signature).length > 32 && differsInZeros(reading),
      'longer-signature-accepted': reading =>
        fromBase64url(reading.signature).length > 32 && sharesEnd(reading),
      'json-rewritten-before-check': reading => reading.signature === rewritten(reading),
      'key-from-header': reading =>
        ['jwk', 'k', 'secret'].some(name => has(reading, name)) && reading.signature !== reading.right,
      'forged-signature-accepted/joined': ({ signature, right }) =>
        signature !== right && [10, 16].some(radix => numerals(signature, radix) === numerals(right, radix)),
      'signature-partly-checked': ({ signature, right }) => {
        const [a, b] = [fromBase64url(signature), fromBase64url(right)]
        return a.length === 32 && a.filter((byte, index) => byte === b[index]).length >= 28
      },
      'forged-signature-accepted': ({ signature, right }) => signature !== right,
    },
    wordsOf,
  ),

  ...mistakesIn(
    refusedIn,
    {
      'verifying-limit-too-high': ({ secret, code }) => secret.length >= 32 && code === 'bad-key',
      'claims-judged-too-early': reading =>
        ['expired', 'not-yet-valid', 'claim-missing', 'claim-mismatch'].includes(reading.code ?? '') ||
        (isPlain(reading) && hasClaim(reading) && reading.code !== 'bad-signature'),
      // With an unusual payload it could as well be the payload that was refused.
      'header-asked-for-too-much': reading =>
        ['unsupported', 'malformed'].includes(reading.code ?? '') &&
        !isPlain(reading) &&
        reading.payloadText === PAYLOAD,
      'json-rewritten-before-check/refused': reading =>
        reading.code === 'bad-signature' && rewritten(reading) !== reading.right,
      'right-signature-refused': ({ code }) => code === 'bad-signature',
      'header-not-read': reading =>
        reading.code === 'unsupported' && isPlain(reading) && reading.payloadText === PAYLOAD,
      refused: ({ code }) => code !== null,
    },
    wordsOf,
  ),

  ...mistakesIn(
    read,
    {
      'payload-without-header': ({ expected, value, payload }) =>
        expected.kind === 'value' && isObject(value) && same(value, payload),
      'says-only-yes': ({ expected, value }) => expected.kind === 'value' && value === true,
      'segments-not-decoded': ({ expected, value }) =>
        expected.kind === 'derived' && typeof value === 'string',
      'header-and-payload-exchanged': ({ result: { outcome }, header, payload }) => {
        const whole = outcome.kind === 'value' ? plain(outcome.value) : null
        return isObject(whole) && same(whole.header, payload) && same(whole.payload, header)
      },
      'other-segment-returned': ({ expected, value, header, payload }) =>
        expected.kind === 'derived' && same(value, expected.what.includes('header') ? payload : header),
      'text-read-as-latin1': ({ expected, value }) =>
        expected.kind === 'derived' &&
        /[\u0080-\uffff]/.test(quoted(expected.value)) &&
        /[\u0080-\u00ff]{2}|\ufffd/.test(quoted(value)),
      'result-not-as-in-token': ({ expected }) => expected.kind === 'derived',
      'text-changed-before-check': ({ expected, code, segments, signature, right }) =>
        expected.kind === 'refusal' &&
        expected.codes.includes('malformed') &&
        code === 'bad-signature' &&
        segments.length === 3 &&
        signature === right,
      'wrong-code/one-fault': ({ expected, code }) =>
        expected.kind === 'refusal' && expected.codes.length === 1 && code !== null,
    },
    wordsOf,
  ),
]
