import { createHash, createHmac } from 'node:crypto'
import {
  type LegacyEvidence as Evidence,
  hmacSha256,
  type LegacyMistake as KnownMistake,
  sha256,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../src/grader/kit/index.ts'

/** The test whose secrets are windows into a larger buffer. */
export const WINDOW = 'a window into a larger buffer counts with its own length'
/** The tests whose secrets look like something else, and are long enough. */
export const LOOKS = ['secrets that look like a text', '32 bytes are enough, whatever they are']

/** What can be read from a token that came back, as leniently as possible. */
type Parts = {
  segments: string[]
  header: unknown
  payload: unknown
  headerJson: string
  payloadJson: string
  given: Record<string, unknown>
  secret: Uint8Array
}

/** Bytes as JavaScript writes them into a text. */
const NUMBERS = /^\d{1,3}(?:,\d{1,3})+$/
const ORDINALS = ['first', 'second', 'third']

const lenient = (segment: string): Uint8Array => new Uint8Array(Buffer.from(segment, 'base64url'))

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function partsOf({ name, args, text }: Evidence): Parts | null {
  const [given, secret] = args
  if (name !== 'signHs256' || text === null || !isObject(given) || !(secret instanceof Uint8Array))
    return null
  const segments = text.split('.')
  const [headerJson = '', payloadJson = ''] = segments.map(segment =>
    Buffer.from(lenient(segment)).toString(),
  )
  return {
    segments,
    header: json(headerJson),
    payload: json(payloadJson),
    headerJson,
    payloadJson,
    given,
    secret,
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

/** The value with the members of every object in one order, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  return Object.entries(value)
    .map(([name, member]) => [name, sorted(member)])
    .sort()
}

/** A mistake that shows in a token. */
function inToken(
  id: string,
  reference: string | null,
  message: string | ((parts: Parts) => string),
  matches: (parts: Parts, evidence: Evidence) => boolean,
): KnownMistake {
  return {
    id,
    reference,
    message: evidence => {
      const parts = partsOf(evidence)
      return typeof message === 'string' || parts === null ? String(message) : message(parts)
    },
    matches: evidence => {
      const parts = partsOf(evidence)
      return parts !== null && matches(parts, evidence)
    },
  }
}

const headerMember = ({ header }: Parts, name: string): unknown =>
  isObject(header) ? header[name] : undefined
const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value)

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

const aboutSegments: KnownMistake[] = [
  inToken(
    'token-in-standard-base64',
    'RFC 7515 §2',
    ({ segments }) => {
      const found = ['+', '/', '='].filter(character => segments.some(segment => segment.includes(character)))
      return `Your token contains ${found.map(quoted).join(' and ')}. That is base64; a token is made of base64url without padding, so that it can stand in a URL. Use \`encode\` from lesson 01 for every segment, the signature too.`
    },
    ({ segments }) =>
      segments.length > 1 &&
      segments.some(segment => /^[A-Za-z0-9+/_-]*={0,2}$/.test(segment) && /[+/=]/.test(segment)),
  ),
  inToken(
    'segments-not-encoded',
    'RFC 7515 §3.1',
    'Your token contains the JSON text itself. Each segment is the base64url of its bytes: use `encodeJson` from lesson 03.',
    ({ segments }) => segments.some(segment => /[{}"]/.test(segment)),
  ),
  inToken(
    'signing-too-many-segments',
    'RFC 7515 §3.1',
    ({ segments }) =>
      `Your token has ${segments.length} segments, with a dot between each two. It has exactly three: header, payload, signature, and nothing after the last one, also no dot.`,
    ({ segments }) => segments.length > 3,
  ),
  inToken(
    'segment-as-numbers',
    'RFC 7515 §3.1',
    ({ segments }) => {
      const place = segments.findIndex(segment => NUMBERS.test(segment))
      return `The ${ORDINALS[place]} segment of your token is a list of numbers with commas: that is how JavaScript writes a Uint8Array into a text. \`encode\` from lesson 01 makes base64url of the bytes.`
    },
    ({ segments }) => segments.length === 3 && segments.some(segment => NUMBERS.test(segment)),
  ),
  inToken(
    'signing-more-than-a-token',
    'RFC 7515 §3.1',
    ({ segments }) => {
      const stranger = [...segments.join('')].find(character => !/[\w-]/.test(character))
      return `Your answer contains ${quoted(stranger)}, which is no character of base64url. A token is three segments with dots between and nothing else: no word before it, no blank or line break after it.`
    },
    ({ segments }) => segments.length === 3 && /[^\w-]/.test(segments.join('')),
  ),
  inToken(
    'json-encoded-twice',
    'RFC 7515 §3.1',
    'A segment holds a JSON text inside a JSON string: it was made with JSON.stringify twice. `encodeJson` already does that, so give it the object.',
    ({ header, payload }) => typeof header === 'string' || typeof payload === 'string',
  ),
  inToken(
    'segment-encoded-twice',
    'RFC 7515 §3.1',
    'A segment was base64url-encoded twice: decoding it gives another base64url text. `encodeJson` returns a finished segment.',
    ({ headerJson, payloadJson }) =>
      [headerJson, payloadJson].some(text => /^eyJ[A-Za-z0-9_-]+$|^e30$/.test(text)),
  ),
  inToken(
    'header-and-payload-swapped',
    'RFC 7515 §3.1',
    'Your payload comes first and the header second. A token is header, payload, signature: whoever reads it must know the algorithm first.',
    ({ payload, header, given }) => isObject(payload) && 'alg' in payload && sameJson(header, given),
  ),
]

const aboutHeader: KnownMistake[] = [
  inToken(
    'payload-changes-header',
    'RFC 7515 §4',
    'Members of your payload ended up in the header. The header says how the token is signed, and only your library decides that: whoever fills the payload must not be able to change `alg`.',
    ({ header, given }, { expected }) =>
      isObject(header) &&
      !sameJson(header, { alg: 'HS256', typ: 'JWT' }) &&
      expected.kind === 'derived' &&
      Object.keys(given).length > 0 &&
      Object.entries(given).some(([name, value]) => name in header && sameJson(header[name], value)),
  ),
  inToken(
    'alg-wrong',
    'RFC 7518 §3.1',
    parts =>
      `The \`alg\` of your header is ${quoted(headerMember(parts, 'alg'))}. The name that the standard gives to HMAC with SHA-256 is "HS256", in capitals; any other name means another algorithm, or none.`,
    parts => isObject(parts.header) && parts.header.alg !== 'HS256',
  ),
  inToken(
    'typ-wrong',
    'RFC 7519 §5.1',
    parts =>
      'typ' in (parts.header as object)
        ? `The \`typ\` of your header is ${quoted(headerMember(parts, 'typ'))}; this lesson asks for "JWT", in capitals, whatever the payload says.`
        : 'Your header has no `typ`. This lesson asks for "typ":"JWT", which tells a reader what kind of object this is.',
    parts => isObject(parts.header) && parts.header.typ !== 'JWT',
  ),
  inToken(
    'header-has-more',
    'RFC 7515 §4',
    ({ header }) =>
      `Your header also holds ${Object.keys(header as object)
        .filter(name => name !== 'alg' && name !== 'typ')
        .map(quoted)
        .join(
          ' and ',
        )}. In this lesson it has "alg" and "typ" and nothing else; claims belong in the payload.`,
    ({ header }) => isObject(header) && Object.keys(header).some(name => name !== 'alg' && name !== 'typ'),
  ),
]

const latin1 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('latin1')
/** The characters of a JSON text that survive where others get lost or become a question mark. */
const asciiOf = (value: unknown): string =>
  (JSON.stringify(sorted(value)) ?? '').replace(/[\u007f-\uffff]|\?/g, '')

/** The first claim that is another one in the token, in words. */
function changedClaim(payload: unknown, given: Record<string, unknown>): string {
  if (!isObject(payload)) return `It is ${quoted(payload)}, and no object any more.`
  const right = JSON.parse(JSON.stringify(given)) as Record<string, unknown>
  const lost = Object.keys(right).find(name => !Object.hasOwn(payload, name))
  if (lost !== undefined) return `\`${lost}\` is missing.`
  const added = Object.keys(payload).find(name => !Object.hasOwn(right, name))
  if (added !== undefined) return `\`${added}\` is there, and nobody gave it.`
  const member = (object: object, name: string): unknown =>
    Object.getOwnPropertyDescriptor(object, name)?.value as unknown
  const other = Object.keys(right).find(name => !sameJson(member(payload, name), member(right, name))) ?? ''
  return `\`${other}\` is ${cut(quoted(member(payload, other)))}; right is ${cut(quoted(member(right, other)))}.`
}

const segmentOf = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))

/** A payload in which each half of a surrogate pair was written by itself: two replacement characters. */
function inHalves(given: Record<string, unknown>): unknown {
  const text = JSON.stringify(given)
  const halves = text.replace(/[\ud800-\udfff]/g, '\ufffd')
  return halves === text ? undefined : json(halves)
}

const aboutPayload: KnownMistake[] = [
  inToken(
    'payload-cut',
    'RFC 7519 §7.1',
    ({ segments, given }) =>
      `The second segment ends too early: it has ${segments[1]?.length ?? 0} of ${segmentOf(given).length} characters. There is no limit to the length of a payload here.`,
    ({ segments, payload, given }) =>
      payload === undefined && (segments[1] ?? '') !== '' && segmentOf(given).startsWith(segments[1] ?? ''),
  ),
  inToken(
    'payload-not-utf8',
    'RFC 7519 §7.1',
    'Emoji and other characters beyond U+FFFF became replacement characters: each of them is two code units in JavaScript, and each half was written as UTF-8 by itself. `split("")` and `charAt` cut them in two. Encode the whole text at once, as `encodeJson` from lesson 03 does.',
    ({ payload, given }) => payload !== undefined && sameJson(payload, inHalves(given)),
  ),
  inToken(
    'payload-not-utf8',
    'RFC 7519 §7.1',
    'Your payload lost its characters beyond ASCII: its text was not written as UTF-8 before it was encoded. `btoa` and the encodings "latin1" and "binary" do this. Use `encodeJson` from lesson 03.',
    ({ payload, payloadJson, given }) =>
      /[\u0080-\uffff]/.test(JSON.stringify(given)) &&
      (payloadJson.includes('\ufffd') ||
        payloadJson === latin1(given) ||
        (!sameJson(payload, given) &&
          !/[\u0080-\uffff]/.test(payloadJson) &&
          asciiOf(payload) === asciiOf(given))),
  ),
  inToken(
    'segment-without-json',
    'RFC 7519 §7.1',
    ({ segments, header, given }) =>
      header !== undefined && segments[1] === ''
        ? Object.keys(given).length > 0
          ? 'The second segment of your token is empty: the payload is missing. (RFC 7515 Appendix F sends a payload by another way. A JWT always holds it.)'
          : 'The second segment of your token is empty. A payload without any member is the JSON text {}, and that has a base64url like any other.'
        : `The ${header === undefined ? 'first' : 'second'} segment of your token holds no JSON text in UTF-8. \`encodeJson\` from lesson 03 makes it: JSON, as UTF-8 bytes, as base64url.`,
    ({ segments, header, payload }) => segments.length > 1 && (header === undefined || payload === undefined),
  ),
  inToken(
    'claims-added',
    'RFC 7519 §4.1',
    ({ payload, given }) =>
      `Your payload has ${Object.keys(payload as object)
        .filter(name => !(name in given))
        .map(quoted)
        .join(
          ' and ',
        )}, which nobody gave you. \`signHs256\` signs what it gets; \`iat\` and \`exp\` are added by \`issue\` in lesson 09, where the time is an argument.`,
    ({ payload, given }) =>
      isObject(payload) &&
      Object.keys(payload).some(name => !(name in given)) &&
      Object.keys(given).every(name => name in payload),
  ),
  inToken(
    'claims-changed',
    'RFC 7519 §4.1',
    ({ payload, given }) =>
      `The payload of the token is not the one that you were given. ${changedClaim(payload, given)} The payload goes into the token as it is: every member, also 0, false, "", null and empty lists, with its type, its case and its blanks, whatever it is called.`,
    ({ payload, given }, { expected }) =>
      expected.kind === 'derived' && payload !== undefined && !sameJson(payload, given),
  ),
]

/** How one wrong signature is computed: the text of the third segment. */
type SignatureFormula = {
  id: string
  reference: string | null
  message: string
  formula: (parts: Parts & { h: string; p: string; signingInput: string }) => string
}

const mac = (secret: Uint8Array, message: Uint8Array | string): Uint8Array =>
  hmacSha256(secret, typeof message === 'string' ? utf8(message) : message)
const macWith = (algorithm: string, secret: Uint8Array, message: string): Uint8Array =>
  new Uint8Array(createHmac(algorithm, secret).update(message).digest())
const joined = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const over =
  (message: (parts: { h: string; p: string; headerJson: string; payloadJson: string }) => string) =>
  (parts: Parts & { h: string; p: string }): string =>
    toBase64url(mac(parts.secret, message(parts)))
const keyed =
  (key: (secret: Uint8Array) => Uint8Array) =>
  ({ secret, signingInput }: Parts & { signingInput: string }): string =>
    toBase64url(mac(key(secret), signingInput))

const wrongInput =
  'The signing input is the text of the first segment, a dot, and the text of the second, exactly as they stand in the token.'

const signatureFormulas: SignatureFormula[] = [
  {
    id: 'signature-as-hex',
    reference: 'RFC 7515 §3.1',
    message:
      'The third segment is the right signature in hex, 64 characters. A token has it in base64url like every segment: `encode` the 32 bytes, which gives 43 characters.',
    formula: ({ secret, signingInput }) => toHex(mac(secret, signingInput)),
  },
  {
    id: 'signature-encoded-twice',
    reference: 'RFC 7515 §3.1',
    message:
      'The third segment is the base64url of a hex text: 86 characters. Encode the 32 bytes of the signature, not their hex digits: `digest()` without an encoding gives bytes.',
    formula: ({ secret, signingInput }) => toBase64url(utf8(toHex(mac(secret, signingInput)))),
  },
  {
    id: 'signature-encoded-twice',
    reference: 'RFC 7515 §3.1',
    message:
      'The third segment is base64url of a text that was base64url already. Encode the 32 bytes of the signature once.',
    formula: ({ secret, signingInput }) => toBase64url(utf8(toBase64url(mac(secret, signingInput)))),
  },
  {
    id: 'signature-encoded-twice',
    reference: 'RFC 7515 §3.1',
    message:
      'The third segment is base64url of a text that was base64 already. Encode the 32 bytes of the signature once.',
    formula: ({ secret, signingInput }) => toBase64url(utf8(toBase64(mac(secret, signingInput)))),
  },
  {
    id: 'signature-encoded-twice',
    reference: 'RFC 7515 §3.1',
    message:
      'The third segment is a JSON text of the signature. The signature is bytes: give them to `encode` from lesson 01, not to `encodeJson`.',
    formula: ({ secret, signingInput }) => toBase64url(utf8(JSON.stringify(mac(secret, signingInput)))),
  },
  {
    id: 'dot-not-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers the two segments without the dot between them. Then the border between header and payload could be moved. ${wrongInput}`,
    formula: over(({ h, p }) => h + p),
  },
  {
    id: 'header-not-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers the payload segment only, so anyone could exchange the header. ${wrongInput}`,
    formula: over(({ p }) => p),
  },
  {
    id: 'payload-not-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers the header segment only: the same for every payload, so anyone could exchange the claims. ${wrongInput}`,
    formula: over(({ h }) => h),
  },
  {
    id: 'json-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers the JSON texts before they were encoded. ${wrongInput}`,
    formula: over(({ headerJson, payloadJson }) => `${headerJson}.${payloadJson}`),
  },
  {
    id: 'json-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers the two JSON texts, joined without a dot, before they were encoded. ${wrongInput}`,
    formula: over(({ headerJson, payloadJson }) => headerJson + payloadJson),
  },
  {
    id: 'json-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers the JSON text of the payload alone. ${wrongInput}`,
    formula: over(({ payloadJson }) => payloadJson),
  },
  {
    id: 'signing-input-order',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers payload, dot, header: the wrong way round. ${wrongInput}`,
    formula: over(({ h, p }) => `${p}.${h}`),
  },
  {
    id: 'extra-text-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers the second dot too. ${wrongInput} Nothing follows.`,
    formula: over(({ h, p }) => `${h}.${p}.`),
  },
  {
    id: 'extra-text-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers a line break after the payload. ${wrongInput} Nothing follows.`,
    formula: over(({ h, p }) => `${h}.${p}\n`),
  },
  {
    id: 'signing-input-not-ascii',
    reference: 'RFC 7515 §5.1',
    message: `Your signing input was turned into bytes two a character (UTF-16). It is ASCII: one byte a character. ${wrongInput}`,
    formula: ({ secret, signingInput }) =>
      toBase64url(mac(secret, new Uint8Array(Buffer.from(signingInput, 'utf16le')))),
  },
  {
    id: 'signing-input-not-ascii',
    reference: 'RFC 7515 §5.1',
    message: `Your signing input was decoded from base64url before it was signed. ${wrongInput}`,
    formula: ({ secret, signingInput }) => toBase64url(mac(secret, lenient(signingInput))),
  },
  {
    id: 'hash-in-place-of-hmac',
    reference: 'RFC 7518 §3.2',
    message:
      'The third segment is a plain SHA-256 of the signing input, without the secret. Anyone can make that for any payload. Sign with `hmacSha256` from lesson 04.',
    formula: ({ signingInput }) => toBase64url(sha256(utf8(signingInput))),
  },
  {
    id: 'hash-in-place-of-hmac',
    reference: 'RFC 7518 §3.2',
    message:
      'The third segment is SHA-256 over secret and signing input joined. That is not HMAC, and it can be extended without the secret. Sign with `hmacSha256` from lesson 04.',
    formula: ({ secret, signingInput }) => toBase64url(sha256(joined(secret, utf8(signingInput)))),
  },
  {
    id: 'hash-in-place-of-hmac',
    reference: 'RFC 7518 §3.2',
    message:
      'The third segment is SHA-256 over signing input and secret joined. That is not HMAC. Sign with `hmacSha256` from lesson 04.',
    formula: ({ secret, signingInput }) => toBase64url(sha256(joined(utf8(signingInput), secret))),
  },
  {
    id: 'signing-arguments-swapped',
    reference: 'RFC 2104 §2',
    message:
      'Key and message are swapped: the signing input was used as the key. `hmacSha256` takes the key first.',
    formula: ({ secret, signingInput }) => toBase64url(mac(utf8(signingInput), secret)),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message:
      'Your secret was turned into text on its way (UTF-8): bytes over 0x7f do not survive that, so other libraries cannot verify the token. A secret is bytes, and stays bytes.',
    formula: keyed(secret => utf8(Buffer.from(secret).toString())),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message: 'The hex text of your secret was used as the key. A secret is bytes, and stays bytes.',
    formula: keyed(secret => utf8(toHex(secret))),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message: 'The base64 text of your secret was used as the key. A secret is bytes, and stays bytes.',
    formula: keyed(secret => utf8(toBase64(secret))),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message: 'The base64url text of your secret was used as the key. A secret is bytes, and stays bytes.',
    formula: keyed(secret => utf8(toBase64url(secret))),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message:
      'Your secret was turned into a list of numbers as text ("1,2,3") and that text was used as the key. A secret is bytes, and stays bytes.',
    formula: keyed(secret => utf8(secret.toString())),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message:
      'Your secret was read as base64 text and decoded once more. Here it comes as bytes: use them as they are.',
    formula: keyed(secret => lenient(Buffer.from(secret).toString())),
  },
  {
    id: 'secret-hashed-first',
    reference: 'RFC 7518 §3.2',
    message: 'Your secret was hashed before it was used as the key. Give `hmacSha256` the secret itself.',
    formula: keyed(sha256),
  },
  {
    id: 'secret-cut',
    reference: 'RFC 7518 §3.2',
    message:
      'Only the first 32 bytes of your secret were used. 32 bytes is the least that is allowed; a longer secret is used whole.',
    formula: keyed(secret => secret.slice(0, 32)),
  },
  {
    id: 'secret-cut',
    reference: 'RFC 7518 §3.2',
    message:
      'Only the first 64 bytes of your secret were used. `hmacSha256` takes longer keys too: give it all bytes.',
    formula: keyed(secret => secret.slice(0, 64)),
  },
  {
    id: 'secret-whole-buffer',
    reference: null,
    message:
      'You signed with the whole buffer behind the secret. A Uint8Array can be a window into a larger buffer: `.buffer` ignores where the window begins and ends. Use the array itself.',
    formula: keyed(secret => new Uint8Array(secret.buffer)),
  },
  {
    id: 'other-hash-signed',
    reference: 'RFC 7518 §3.2',
    message: 'This signature is made with SHA-512, which is HS512. The header says HS256: use SHA-256.',
    formula: ({ secret, signingInput }) => toBase64url(macWith('sha512', secret, signingInput)),
  },
  {
    id: 'other-hash-signed',
    reference: 'RFC 7518 §3.2',
    message: 'This signature is made with SHA-384, which is HS384. The header says HS256: use SHA-256.',
    formula: ({ secret, signingInput }) => toBase64url(macWith('sha384', secret, signingInput)),
  },
  {
    id: 'other-hash-signed',
    reference: 'RFC 7518 §3.2',
    message: 'This signature is made with SHA-1. The header says HS256: use SHA-256.',
    formula: ({ secret, signingInput }) => toBase64url(macWith('sha1', secret, signingInput)),
  },
  {
    id: 'hash-in-place-of-hmac',
    reference: 'RFC 7518 §3.2',
    message:
      'The third segment is a plain SHA-512 of the signing input. Sign with `hmacSha256` from lesson 04.',
    formula: ({ signingInput }) =>
      toBase64url(new Uint8Array(createHash('sha512').update(signingInput).digest())),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message:
      'Your secret was turned into text on its way, one character a byte (Latin-1), and then into UTF-8: bytes over 0x7f became two. A secret is bytes, and stays bytes.',
    formula: keyed(secret => utf8(Buffer.from(secret).toString('latin1'))),
  },
  {
    id: 'secret-as-text',
    reference: null,
    message:
      'Your secret was read as hex digits and decoded. Here it comes as bytes: use them as they are, whatever they look like.',
    formula: keyed(secret => new Uint8Array(Buffer.from(Buffer.from(secret).toString('latin1'), 'hex'))),
  },
  ...(
    [
      ['White space at an end', /^\s+|\s+$/g],
      ['White space at the end', /\s+$/],
      ['A line break at the end', /[\r\n]+$/],
      ['Zero bytes at an end', /^\0+|\0+$/g],
      ['`=` at the end', /=+$/],
    ] as [string, RegExp][]
  ).map(([what, pattern]) => ({
    id: 'secret-trimmed',
    reference: null,
    message: `${what} of your secret got lost. A secret is bytes, and each of them counts: use all as they came.`,
    formula: keyed(
      secret =>
        new Uint8Array(Buffer.from(Buffer.from(secret).toString('latin1').replace(pattern, ''), 'latin1')),
    ),
  })),
  {
    id: 'secret-reversed',
    reference: null,
    message: 'The bytes of your secret were used in the opposite order. Use them as they came.',
    formula: keyed(secret => secret.toReversed()),
  },
  {
    id: 'signature-as-text',
    reference: 'RFC 7515 §3.1',
    message:
      'Your signature was turned into text on its way, and then into UTF-8, which damages bytes over 0x7f. `encode` takes the 32 bytes as they are.',
    formula: ({ secret, signingInput }) =>
      toBase64url(utf8(Buffer.from(mac(secret, signingInput)).toString('latin1'))),
  },
  {
    id: 'signature-as-text',
    reference: 'RFC 7515 §3.1',
    message:
      'Your signature was read as UTF-8 text on its way, which damages it. `encode` takes the 32 bytes as they are.',
    formula: ({ secret, signingInput }) =>
      toBase64url(utf8(Buffer.from(mac(secret, signingInput)).toString('utf8'))),
  },
  {
    id: 'signature-zeros-lost',
    reference: 'RFC 7515 §3.1',
    message:
      'A zero byte at the beginning or the end of the signature got lost. It always has 32 bytes, 43 characters; one signature in 128 begins or ends with a zero.',
    formula: ({ secret, signingInput }) => {
      const hex = toHex(mac(secret, signingInput)).replace(/^(?:00)+|(?:00)+$/g, '')
      return toBase64url(new Uint8Array(Buffer.from(hex, 'hex')))
    },
  },
  {
    id: 'signed-twice',
    reference: 'RFC 7515 §5.1',
    message:
      'The signature was signed once more: it is the HMAC of the right signature. Sign the signing input, once.',
    formula: ({ secret, signingInput }) => toBase64url(mac(secret, mac(secret, signingInput))),
  },
  {
    id: 'signed-twice',
    reference: 'RFC 7515 §5.1',
    message: 'The signature was hashed once more. The HMAC itself is the signature.',
    formula: ({ secret, signingInput }) => toBase64url(sha256(mac(secret, signingInput))),
  },
  ...(
    [
      payload => payload,
      payload => (isObject(payload) ? Object.fromEntries(Object.entries(payload).sort()) : payload),
    ] as ((payload: unknown) => unknown)[]
  ).map(rewrite => ({
    id: 'rewritten-text-signed',
    reference: 'RFC 7515 §5.1',
    message: `Your signature covers another writing of the payload than the one in the token: with other blanks, or its members in another order. Make the segment once; sign that text, and put that text into the token. ${wrongInput}`,
    formula: over(({ h, payloadJson }) => `${h}.${segmentOf(rewrite(json(payloadJson)))}`),
  })),
]

const fromFormulas: KnownMistake[] = signatureFormulas.map(({ id, reference, message, formula }) =>
  inToken(id, reference, message, parts => {
    const [h, p, signature] = parts.segments
    if (h === undefined || p === undefined || signature === undefined || signature === '') return false
    const signingInput = `${h}.${p}`
    const wrong = formula({ ...parts, h, p, signingInput })
    return signature === wrong && wrong !== toBase64url(mac(parts.secret, signingInput))
  }),
)

const rightSignature = ({ segments: [h = '', p = ''], secret }: Parts): string =>
  toBase64url(mac(secret, `${h}.${p}`))

const lengthsTried = [
  16, 20, 24, 32, 48, 64, 100, 128, 200, 256, 500, 512, 1000, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536,
]

/** How many bytes of the secret, from its beginning, give this signature; undefined when none do. */
function bytesOfSecretUsed({ segments: [h = '', p = '', signature], secret }: Parts): number | undefined {
  const lengths =
    secret.length > 1100 ? lengthsTried : Array.from({ length: secret.length }, (_, index) => index)
  return lengths.find(
    length => length < secret.length && toBase64url(mac(secret.slice(0, length), `${h}.${p}`)) === signature,
  )
}

/** How many characters of the signing input, from its beginning, give this signature. */
function charactersSigned({ segments: [h = '', p = '', signature], secret }: Parts): number | undefined {
  const signingInput = `${h}.${p}`
  return lengthsTried.find(
    length =>
      length < signingInput.length && toBase64url(mac(secret, signingInput.slice(0, length))) === signature,
  )
}

const hasThree = ({ segments }: Parts): boolean => segments.length === 3 && segments[2] !== ''

/** Right for the same secret in a buffer of its own: so it is the window that was misread. */
const windowMisread: KnownMistake = inToken(
  'secret-whole-buffer',
  null,
  'You signed with other bytes of the buffer behind the secret. A Uint8Array can be a window into a larger buffer: it begins at `byteOffset` and has `length` bytes, and `.buffer` ignores both. Use the array itself.',
  (parts, { test, expected }) =>
    test === WINDOW &&
    expected.kind === 'derived' &&
    hasThree(parts) &&
    rightSignature(parts) !== parts.segments[2],
)

const aboutSignature: KnownMistake[] = [
  windowMisread,
  inToken(
    'secret-cut',
    'RFC 7518 §3.2',
    parts =>
      `Only the first ${bytesOfSecretUsed(parts)} of the ${parts.secret.length} bytes of your secret were used. \`hmacSha256\` takes keys of any length, and every byte of a secret counts, also one that is zero.`,
    parts =>
      hasThree(parts) &&
      rightSignature(parts) !== parts.segments[2] &&
      bytesOfSecretUsed(parts) !== undefined,
  ),
  inToken(
    'signing-input-cut',
    'RFC 7515 §5.1',
    parts =>
      `Your signature covers only the first ${charactersSigned(parts)} characters. What is left out can be changed by anyone. ${wrongInput}`,
    parts =>
      hasThree(parts) && rightSignature(parts) !== parts.segments[2] && charactersSigned(parts) !== undefined,
  ),
  inToken(
    'signature-case-changed',
    'RFC 7515 §2',
    'The third segment is the right signature in other letters: capitals and small letters were changed. They are different characters of base64url, with different bits.',
    parts =>
      hasThree(parts) &&
      parts.segments[2] !== rightSignature(parts) &&
      parts.segments[2]?.toLowerCase() === rightSignature(parts).toLowerCase(),
  ),
  inToken(
    'signature-cut',
    'RFC 7518 §3.2',
    'Characters at the beginning of the signature got lost. `-` and `_` belong to it like all others; it always has 43 characters.',
    parts =>
      hasThree(parts) &&
      (parts.segments[2] ?? '').length > 20 &&
      (parts.segments[2] ?? '').length < 43 &&
      rightSignature(parts).endsWith(parts.segments[2] ?? ''),
  ),
  inToken(
    'signature-missing',
    'RFC 7515 §3.1',
    ({ segments }) =>
      segments.length < 3
        ? 'Your token has two segments: header and payload. Without the third one, the signature, anyone could have written it.'
        : 'The third segment of your token is empty. That is what a token without any signature looks like: anyone could have written it.',
    ({ segments }, { expected }) =>
      expected.kind === 'derived' && (segments.length === 2 || (segments.length === 3 && segments[2] === '')),
  ),
  inToken(
    'signature-cut',
    'RFC 7518 §3.2',
    'The third segment is only the beginning of the right signature. HS256 uses all 32 bytes: 43 characters.',
    parts => {
      const [, , signature = ''] = parts.segments
      return (
        signature !== '' && signature.length < 43 && rightSignature(parts).startsWith(signature.slice(0, -1))
      )
    },
  ),
  inToken(
    'other-text-signed',
    'RFC 7515 §5.1',
    `Your signature is not the one that this secret gives for the text in the token. Look at the text, at the secret and at the result. Make both segments once, keep their texts, sign those and put those into the token; nothing may stay from an earlier call. ${wrongInput} The key is all bytes of the secret as they are, no text and no more than the window into its buffer. All 32 bytes of the HMAC with SHA-256 become the third segment, unchanged.`,
    (parts, { expected }) =>
      expected.kind === 'derived' && /signature|jose/.test(expected.what) && parts.segments.length === 3,
  ),
]

const secretLength = ({ name, args }: Evidence): number | null =>
  name === 'signHs256' && args[1] instanceof Uint8Array ? args[1].length : null

const aboutSecrets: KnownMistake[] = [
  {
    id: 'short-secret-signs',
    reference: 'RFC 7518 §3.2',
    message: evidence =>
      `A secret of ${secretLength(evidence)} byte${secretLength(evidence) === 1 ? '' : 's'} was accepted. HS256 needs at least 32 bytes (256 bits), as many as the hash gives: a shorter one is easier to guess than the signature. Look at the number and at the unit: bytes, not bits or characters.`,
    matches: evidence => {
      const length = secretLength(evidence)
      return length !== null && length < 32 && evidence.expected.kind === 'refusal' && evidence.text !== null
    },
  },
  {
    id: 'short-secret-not-refused',
    reference: 'RFC 7518 §3.2',
    message: evidence =>
      `A secret of ${secretLength(evidence)} byte${secretLength(evidence) === 1 ? '' : 's'} was answered with a value instead of an error. Whoever calls you may not look at it. Throw a JwtError with the code "bad-key".`,
    matches: evidence => {
      const length = secretLength(evidence)
      return (
        length !== null &&
        length < 32 &&
        evidence.expected.kind === 'refusal' &&
        evidence.text === null &&
        evidence.thrown === null
      )
    },
  },
  {
    id: 'secret-content-refused',
    reference: 'RFC 7518 §3.2',
    message: evidence =>
      `A secret of ${secretLength(evidence)} bytes was refused for what it holds; others of this length were accepted. Only the length is asked for here: nobody can tell from some bytes whether they were random.`,
    matches: evidence => {
      const length = secretLength(evidence)
      return (
        length !== null &&
        length >= 32 &&
        evidence.thrown !== null &&
        evidence.thrown.jwtCode !== null &&
        LOOKS.includes(evidence.test)
      )
    },
  },
  {
    id: 'payload-refused',
    reference: 'RFC 7519 §7.1',
    message: evidence =>
      `A payload was refused (${evidence.thrown?.message}). \`signHs256\` signs any JSON object, of any length, with any members or none; what claims have to look like is checked in later lessons.`,
    matches: evidence => {
      const length = secretLength(evidence)
      const code = evidence.thrown?.jwtCode ?? null
      return length !== null && length >= 32 && code !== null && !['bad-key', 'bad-signature'].includes(code)
    },
  },
  {
    id: 'secret-limit-too-high',
    reference: 'RFC 7518 §3.2',
    message: evidence =>
      `A secret of ${secretLength(evidence)} bytes was refused. 32 bytes (256 bits) are enough, and longer ones are fine too.`,
    matches: evidence => {
      const length = secretLength(evidence)
      return length !== null && length >= 32 && evidence.thrown?.jwtCode === 'bad-key'
    },
  },
]

const aboutArguments: KnownMistake[] = [
  {
    id: 'payload-mutated',
    reference: null,
    message:
      'The payload object of your caller was changed. They may use it again, and would find members that they did not write. Make a copy if you must change something; here there is nothing to change.',
    matches: ({ name, expected, seen, args }) =>
      name === 'signHs256' &&
      expected.kind === 'unchanged' &&
      seen.argsAfter[0] !== 'untouched' &&
      !sameJson(plainMembers(seen.argsAfter[0]), args[0]),
  },
  {
    id: 'secret-mutated',
    reference: null,
    message:
      'The secret of your caller was changed. It is theirs, and the next token would be signed with something else. Work on a copy.',
    matches: ({ name, expected }) => name === 'signHs256' && expected.kind === 'unchanged',
  },
]

/** What a described object holds, roughly: enough to see whether it is still what it was. */
function plainMembers(
  described: Exclude<Evidence['seen']['argsAfter'][number], 'untouched'> | undefined,
): unknown {
  if (described === undefined) return undefined
  if (described.type === 'object') {
    return Object.fromEntries(described.entries.map(([name, value]) => [name, plainMembers(value)]))
  }
  if (described.type === 'array') return described.items.map(plainMembers)
  if (described.type === 'null') return null
  return 'value' in described ? described.value : undefined
}

/** Mistakes that are recognised by what came back for which input. */
export const mistakes: KnownMistake[] = [
  ...aboutArguments,
  ...aboutSecrets,
  ...aboutSegments,
  ...aboutHeader,
  ...aboutPayload,
  ...fromFormulas,
  ...aboutSignature,
]
