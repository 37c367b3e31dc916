/** What people get wrong when they sign a token, recognised by the token that was returned. General before special. */
import { createHash, createHmac } from 'node:crypto'
import {
  type Evidence,
  equal,
  fromBase64url,
  hmacSha256,
  jsonIn,
  type KnownMistake,
  mistakesIn,
  sha256,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../../src/grader/kit/index.ts'

type Bytes = Uint8Array
type Json = Record<string, unknown>

/** A token that was returned, read as leniently as possible. */
type Parts = {
  segments: string[]
  header: unknown
  payload: unknown
  headerJson: string
  payloadJson: string
  /** The payload and the secret that were given. */
  given: Json
  secret: Bytes
  signingInput: string
  signature: string
  /** The signature that belongs to the first two segments. */
  right: string
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value)
const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)
/** JSON in this very string, not in a decoding of it. */
const jsonOf = (text: string): unknown => jsonIn(utf8(text))
const asJson = (value: unknown): unknown => jsonOf(quoted(value))
const sameJson = (a: unknown, b: unknown): boolean => equal(asJson(a), asJson(b))
const mac = (secret: Bytes, message: Bytes | string): Bytes =>
  hmacSha256(secret, typeof message === 'string' ? utf8(message) : message)

function partsOf({ name, args, text }: Evidence): Parts | null {
  const [given, secret] = args
  if (name !== 'signHs256' || text === null || !isObject(given) || !(secret instanceof Uint8Array))
    return null
  const segments = text.split('.')
  const [headerJson = '', payloadJson = ''] = segments.map(one => Buffer.from(one, 'base64url').toString())
  const signingInput = segments.slice(0, 2).join('.')
  return {
    segments,
    header: jsonOf(headerJson),
    payload: jsonOf(payloadJson),
    headerJson,
    payloadJson,
    given,
    secret,
    signingInput,
    signature: segments[2] ?? '',
    right: toBase64url(mac(secret, signingInput)),
  }
}

/** Bytes as JavaScript writes them into a string. */
const NUMBERS = /^\d{1,3}(?:,\d{1,3})+$/
const ORDINALS = ['first', 'second', 'third']

const aboutSegments = mistakesIn(partsOf, {
  'token-in-standard-base64': ({ segments }) => {
    const isBase64 = (one: string): boolean => /^[A-Za-z0-9+/_-]*={0,2}$/.test(one) && /[+/=]/.test(one)
    const found = ['+', '/', '='].filter(character => segments.join('').includes(character))
    return segments.length > 1 && segments.some(isBase64) && { found: found.map(quoted).join(' and ') }
  },
  // A template that was never filled has braces, too, and a signature may have any character.
  'segments-not-encoded': ({ segments }) => segments.slice(0, 2).some(segment => /^[{}"]|"/.test(segment)),
  'dot-missing': ({ segments: [first = '', ...others], header }) =>
    header === undefined && (others.length === 0 || /^eyJ[\w-]+[^\w-]?eyJ/.test(first)),
  'signing-too-many-segments': ({ segments }) => segments.length > 3 && { count: String(segments.length) },
  'segment-as-numbers': ({ segments }) => {
    const place = segments.findIndex(segment => NUMBERS.test(segment))
    return segments.length === 3 && place >= 0 && { place: ORDINALS[place] as string }
  },
  'signing-more-than-a-token': ({ segments }) => {
    const stranger = [...segments.join('')].find(character => !/[\w-]/.test(character))
    return segments.length === 3 && stranger !== undefined && { stranger: quoted(stranger) }
  },
  'json-encoded-twice': ({ header, payload }) => typeof header === 'string' || typeof payload === 'string',
  'segment-encoded-twice': ({ headerJson, payloadJson }) =>
    [headerJson, payloadJson].some(text => /^eyJ[A-Za-z0-9_-]+$|^e30$/.test(text)),
  'header-and-payload-swapped': ({ payload, header, given }) =>
    isObject(payload) && 'alg' in payload && sameJson(header, given),
})

const isMore = (name: string): boolean => name !== 'alg' && name !== 'typ'

const aboutHeader = mistakesIn(partsOf, {
  'payload-changes-header': ({ header, given }, { expected }) =>
    isObject(header) &&
    !sameJson(header, { alg: 'HS256', typ: 'JWT' }) &&
    expected.kind === 'derived' &&
    Object.entries(given).some(([name, value]) => name in header && sameJson(header[name], value)),
  'alg-wrong': ({ header }) => isObject(header) && header.alg !== 'HS256' && { alg: quoted(header.alg) },
  'typ-wrong/missing': ({ header }) => isObject(header) && !('typ' in header),
  'typ-wrong': ({ header }) => isObject(header) && header.typ !== 'JWT' && { typ: quoted(header.typ) },
  'header-has-more': ({ header }) => {
    const more = isObject(header) ? Object.keys(header).filter(isMore) : []
    return more.length > 0 && { more: more.map(quoted).join(' and ') }
  },
})

/** The characters of JSON that survive where others get lost or become a question mark. */
const asciiOf = (value: unknown): string =>
  [...quoted(value).replace(/[\u007f-\uffff]|\?/g, '')].sort().join('')
const isBeyondAscii = (text: string): boolean => /[\u0080-\uffff]/.test(text)

/** The first claim that is not what it was, in words. */
function changedClaim(payload: unknown, given: Json): string {
  if (!isObject(payload)) return `It is ${quoted(payload)}, not an object.`
  const right = asJson(given) as Json
  const lost = Object.keys(right).find(name => !Object.hasOwn(payload, name))
  if (lost !== undefined) return `\`${lost}\` is missing.`
  const added = Object.keys(payload).find(name => !Object.hasOwn(right, name))
  if (added !== undefined) return `\`${added}\` is there, and the caller did not pass it.`
  const member = (object: object, name: string): unknown =>
    Object.getOwnPropertyDescriptor(object, name)?.value
  const other = Object.keys(right).find(name => !sameJson(member(payload, name), member(right, name))) ?? ''
  return `\`${other}\` is ${cut(quoted(member(payload, other)))}; right is ${cut(quoted(member(right, other)))}.`
}

const segmentOf = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))

/** A payload in which each half of a surrogate pair was written by itself: two replacement characters. */
function inHalves(given: Json): unknown {
  const text = JSON.stringify(given)
  const halves = text.replace(/[\ud800-\udfff]/g, '\ufffd')
  return halves === text ? undefined : jsonOf(halves)
}

const aboutPayload = mistakesIn(partsOf, {
  'payload-cut': ({ segments: [, second = ''], payload, given }) => {
    const right = segmentOf(given)
    const isCut = payload === undefined && second !== '' && right.startsWith(second)
    return isCut && { count: String(second.length), all: String(right.length) }
  },
  'payload-not-utf8/halves': ({ payload, given }) =>
    payload !== undefined && sameJson(payload, inHalves(given)),
  'payload-not-utf8': ({ payload, payloadJson, given }) =>
    isBeyondAscii(JSON.stringify(given)) &&
    (payloadJson.includes('\ufffd') ||
      payloadJson === Buffer.from(JSON.stringify(given)).toString('latin1') ||
      (!sameJson(payload, given) && !isBeyondAscii(payloadJson) && asciiOf(payload) === asciiOf(given))),
  'segment-without-json/no-payload': ({ segments, header, given }) =>
    header !== undefined && segments[1] === '' && Object.keys(given).length > 0,
  'segment-without-json/empty-payload': ({ segments, header }) => header !== undefined && segments[1] === '',
  'dot-missing/second': ({ segments: { 1: second = '', length }, payload, given }) =>
    length === 2 && payload === undefined && second.startsWith(segmentOf(given)),
  'segment-without-json': ({ segments, header, payload }) =>
    segments.length > 1 &&
    (header === undefined || payload === undefined) && { place: header === undefined ? 'first' : 'second' },
  'claims-added': ({ payload, given }) => {
    if (!isObject(payload)) return false
    const added = Object.keys(payload).filter(name => !(name in given))
    const isComplete = Object.keys(given).every(name => name in payload)
    return isComplete && added.length > 0 && { added: added.map(quoted).join(' and ') }
  },
  'claims-changed': ({ payload, given }, { expected }) =>
    expected.kind === 'derived' &&
    payload !== undefined &&
    !sameJson(payload, given) && { change: changedClaim(payload, given) },
})

/** Computes a wrong third segment. */
type Formula = (parts: Parts & { h: string; p: string }) => string
const written =
  (write: (signature: Bytes, parts: Parts) => Bytes | string): Formula =>
  parts => {
    const third = write(mac(parts.secret, parts.signingInput), parts)
    return typeof third === 'string' ? third : toBase64url(third)
  }
const over =
  (message: (parts: Parts & { h: string; p: string }) => string | Bytes): Formula =>
  parts =>
    toBase64url(mac(parts.secret, message(parts)))
const keyed =
  (key: (secret: Bytes) => Bytes): Formula =>
  ({ secret, signingInput }) =>
    toBase64url(mac(key(secret), signingInput))
const hashed =
  (algorithm: string, ...parts: ('secret' | 'signingInput')[]): Formula =>
  token => {
    const hash = createHash(algorithm)
    for (const part of parts) hash.update(token[part])
    return toBase64url(new Uint8Array(hash.digest()))
  }
const macBy =
  (algorithm: string): Formula =>
  ({ secret, signingInput }) =>
    toBase64url(new Uint8Array(createHmac(algorithm, secret).update(signingInput).digest()))
const latin1 = (bytes: Bytes): string => Buffer.from(bytes).toString('latin1')
const trimmed = (pattern: RegExp): Formula =>
  keyed(secret => new Uint8Array(Buffer.from(latin1(secret).replace(pattern, ''), 'latin1')))
const withoutZeros = (bytes: Bytes): Bytes =>
  new Uint8Array(Buffer.from(toHex(bytes).replace(/^(?:00)+|(?:00)+$/g, ''), 'hex'))
const sortedMembers = (payload: unknown): unknown =>
  isObject(payload) ? Object.fromEntries(Object.entries(payload).sort()) : payload

/** By the id of the diagnosis. With a record, its key is the placeholder {what}. */
const formulas: Record<string, Formula | Record<string, Formula>> = {
  'signature-as-hex': written(toHex),
  'signature-encoded-twice': {
    'hex digits (86 characters)': written(signature => utf8(toHex(signature))),
    'a base64url string': written(signature => utf8(toBase64url(signature))),
    'a base64 string': written(signature => utf8(toBase64(signature))),
    'JSON of the signature': written(signature => utf8(JSON.stringify(signature))),
  },
  'dot-not-signed': over(({ h, p }) => h + p),
  'header-not-signed': over(({ p }) => p),
  'payload-not-signed': over(({ h }) => h),
  'json-signed': {
    'the JSON of both, with a dot between,': over(
      ({ headerJson, payloadJson }) => `${headerJson}.${payloadJson}`,
    ),
    'the JSON of both, without a dot,': over(({ headerJson, payloadJson }) => headerJson + payloadJson),
    'the JSON of the payload alone,': over(({ payloadJson }) => payloadJson),
  },
  'signing-input-order': over(({ h, p }) => `${p}.${h}`),
  'extra-text-signed': {
    'the second dot': over(({ h, p }) => `${h}.${p}.`),
    'a line break after the payload': over(({ h, p }) => `${h}.${p}\n`),
  },
  'signing-input-not-ascii': {
    'turned into bytes two a character (UTF-16)': over(
      ({ signingInput }) => new Uint8Array(Buffer.from(signingInput, 'utf16le')),
    ),
    'decoded from base64url': over(({ signingInput }) => fromBase64url(signingInput)),
  },
  'hash-in-place-of-hmac': {
    'a plain SHA-256 of the signing input, without the secret': hashed('sha256', 'signingInput'),
    'SHA-256 over secret and signing input': hashed('sha256', 'secret', 'signingInput'),
    'SHA-256 over signing input and secret': hashed('sha256', 'signingInput', 'secret'),
    'a plain SHA-512 of the signing input, without the secret': hashed('sha512', 'signingInput'),
  },
  'signing-arguments-swapped': ({ secret, signingInput }) => toBase64url(mac(utf8(signingInput), secret)),
  'secret-as-text': {
    'was turned into a string (UTF-8)': keyed(secret => utf8(Buffer.from(secret).toString())),
    'was written as hex digits': keyed(secret => utf8(toHex(secret))),
    'was written in base64': keyed(secret => utf8(toBase64(secret))),
    'was written in base64url': keyed(secret => utf8(toBase64url(secret))),
    'was written as a list of numbers ("1,2,3")': keyed(secret => utf8(secret.toString())),
    'was read as base64 and decoded': keyed(secret => fromBase64url(Buffer.from(secret).toString())),
    'was turned into a string of Latin-1 characters, and then into UTF-8': keyed(secret =>
      utf8(latin1(secret)),
    ),
    'was read as hex digits and decoded': keyed(secret => new Uint8Array(Buffer.from(latin1(secret), 'hex'))),
  },
  'secret-hashed-first': keyed(sha256),
  'secret-cut': Object.fromEntries(
    [32, 64].map(count => [String(count), keyed(secret => secret.slice(0, count))]),
  ),
  'secret-whole-buffer': keyed(secret => new Uint8Array(secret.buffer)),
  'other-hash-signed': Object.fromEntries(
    [512, 384, 1].map(bits => [
      bits === 1 ? 'SHA-1' : `SHA-${bits}, which is HS${bits}`,
      macBy(`sha${bits}`),
    ]),
  ),
  'secret-trimmed': {
    'White space at an end': trimmed(/^\s+|\s+$/g),
    'White space at the end': trimmed(/\s+$/),
    'A line break at the end': trimmed(/[\r\n]+$/),
    'Zero bytes at an end': trimmed(/^\0+|\0+$/g),
    '`=` at the end': trimmed(/=+$/),
  },
  'signature-as-text': {
    'turned into a string of Latin-1 characters, and then into UTF-8': written(signature =>
      utf8(latin1(signature)),
    ),
    'read as UTF-8': written(signature => utf8(Buffer.from(signature).toString())),
  },
  'signature-zeros-lost': written(withoutZeros),
  'signed-twice': {
    signed: written((signature, { secret }) => mac(secret, signature)),
    hashed: written(sha256),
  },
  'rewritten-text-signed': {
    'with other spaces': over(({ h, payload }) => `${h}.${segmentOf(payload)}`),
    'with its properties in another order': over(
      ({ h, payload }) => `${h}.${segmentOf(sortedMembers(payload))}`,
    ),
  },
}

const fromFormulas = Object.entries(formulas).flatMap(([id, wrong]) =>
  Object.entries(typeof wrong === 'function' ? { '': wrong } : wrong).flatMap(([what, formula]) =>
    mistakesIn(partsOf, {
      [id]: parts => {
        const { segments, signature, right } = parts
        const [h, p] = segments
        if (h === undefined || p === undefined || signature === '' || signature === right) return false
        return signature === formula({ ...parts, h, p }) && { what }
      },
    }),
  ),
)

const LENGTHS = [
  16, 20, 24, 32, 48, 64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536,
]
/** A token with a wrong signature. */
function signatureOf(evidence: Evidence): Parts | null {
  const parts = partsOf(evidence)
  const isWrong = parts?.segments.length === 3 && parts.signature !== '' && parts.signature !== parts.right
  return isWrong ? parts : null
}

const aboutSignature = [
  ...mistakesIn(signatureOf, {
    'secret-cut': ({ signingInput, signature, secret }) => {
      const lengths = secret.length > 1100 ? LENGTHS : [...secret.keys()]
      const found = lengths.find(
        length =>
          length < secret.length && toBase64url(mac(secret.slice(0, length), signingInput)) === signature,
      )
      return found !== undefined && { what: String(found) }
    },
    'signing-input-cut': ({ signingInput, signature, secret }) => {
      const found = LENGTHS.find(
        length => toBase64url(mac(secret, signingInput.slice(0, length))) === signature,
      )
      return found !== undefined && { count: String(found) }
    },
    'signature-case-changed': ({ signature, right }) => signature.toLowerCase() === right.toLowerCase(),
    'signature-cut/beginning': ({ signature, right }) =>
      signature.length > 20 && signature.length < 43 && right.endsWith(signature),
  }),
  ...mistakesIn(partsOf, {
    'signature-missing/two': ({ segments }, { expected }) =>
      expected.kind === 'derived' && segments.length === 2,
    'signature-missing': ({ segments, signature }, { expected }) =>
      expected.kind === 'derived' && segments.length === 3 && signature === '',
    'signature-cut': ({ signature, right }) =>
      signature !== '' && signature.length < 43 && right.startsWith(signature.slice(0, -1)),
    'other-text-signed': ({ segments }, { expected }) =>
      expected.kind === 'derived' && /signature|jose/.test(expected.what) && segments.length === 3,
  }),
]

/** How many bytes the secret has. */
const lengthOf = ({ name, args: [, secret] }: Evidence): number | null =>
  name === 'signHs256' && secret instanceof Uint8Array ? secret.length : null
const looksSpecial = ([, secret]: unknown[]): boolean =>
  secret instanceof Uint8Array && (new Set(secret).size < 8 || /^[\0-\x7f]+$/.test(latin1(secret)))

const aboutSecrets = mistakesIn(
  lengthOf,
  {
    'short-secret-signs': (length, { expected, text }) =>
      length < 32 && expected.kind === 'refusal' && text?.includes('.') === true,
    'short-secret-not-refused': (length, { expected, thrown }) =>
      length < 32 && expected.kind === 'refusal' && thrown === null,
    'secret-content-refused': (length, { thrown, args }) =>
      length >= 32 && (thrown?.code ?? null) !== null && looksSpecial(args),
    'payload-refused': (length, { thrown }) =>
      length >= 32 && !['bad-key', 'bad-signature', null, undefined].includes(thrown?.code),
    'secret-limit-too-high': (length, { thrown }) => length >= 32 && thrown?.code === 'bad-key',
  },
  length => ({ bytes: `${length} byte${length === 1 ? '' : 's'}` }),
)

export const mistakes: KnownMistake[] = [
  ...aboutSecrets,
  ...aboutSegments,
  ...aboutHeader,
  ...aboutPayload,
  ...fromFormulas,
  ...aboutSignature,
]
