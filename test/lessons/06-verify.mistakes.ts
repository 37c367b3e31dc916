import {
  type LegacyEvidence as Evidence,
  fromBase64url,
  type LegacyMistake as KnownMistake,
  toBase64url,
  utf8,
} from '../../src/grader/kit/index.ts'
import { JOINED, signatureOver, strictBytes, ZEROS } from './06-verify.tokens.ts'

/** What a token is, read as leniently as possible. */
type Reading = {
  token: string
  secret: Uint8Array
  segments: string[]
  header: Record<string, unknown> | null
  payload: unknown
  payloadText: string
  signature: string
  /** The signature that belongs to the first two segments. */
  right: string
  evidence: Evidence
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function read(evidence: Evidence): Reading | null {
  const [token, secret] = evidence.args
  if (evidence.name !== 'verifyHs256' || typeof token !== 'string' || !(secret instanceof Uint8Array))
    return null
  const segments = token.split('.')
  const [headerText = '', payloadText = ''] = segments.map(one => Buffer.from(one, 'base64url').toString())
  const header = json(headerText)
  return {
    token,
    secret,
    segments,
    header: isObject(header) ? header : null,
    payload: json(payloadText),
    payloadText,
    signature: segments[2] ?? '',
    right: signatureOver(`${segments[0]}.${segments[1]}`, secret),
    evidence,
  }
}

type Message = string | ((reading: Reading) => string)

function mistake(
  id: string,
  reference: string | null,
  message: Message,
  matches: (reading: Reading) => boolean,
): KnownMistake {
  return {
    id,
    reference,
    message: evidence => {
      const reading = read(evidence)
      return typeof message === 'string' || reading === null ? String(message) : message(reading)
    },
    matches: evidence => {
      const reading = read(evidence)
      return reading !== null && matches(reading)
    },
  }
}

/** A mistake of accepting: a token came back as read although it must be refused. */
const accepting = (
  id: string,
  reference: string | null,
  message: Message,
  matches: (reading: Reading) => boolean,
): KnownMistake =>
  mistake(id, reference, message, reading => {
    const { expected, seen, value } = reading.evidence
    return expected.kind === 'refusal' && seen.outcome.kind === 'value' && isObject(value) && matches(reading)
  })

/** A mistake of refusing: the token is right, and an error was thrown. */
const refusing = (
  id: string,
  reference: string | null,
  message: Message,
  matches: (reading: Reading) => boolean,
): KnownMistake =>
  mistake(id, reference, message, reading => {
    const { expected, thrown } = reading.evidence
    return expected.kind === 'value' && thrown !== null && matches(reading)
  })

const quoted = (value: unknown): string => JSON.stringify(value) ?? String(value)
const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)
const inBytes = (signature: string): string => {
  const { length } = fromBase64url(signature)
  return `${length} byte${length === 1 ? '' : 's'}`
}
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
        ? `has ${text.length} characters: one too many, no bytes give that length`
        : 'ends in a character whose spare bits are not zero'
  return `The ${segmentNames[index]} segment ${what}`
}

const CODES = {
  malformed: 'what came is no token: other than three segments, no strict base64url, no JSON object',
  unsupported: 'the token can be read, and its header asks for something other than plain HS256',
  'bad-key': 'the secret is too short, whatever the token is',
  'bad-signature': 'the token can be read, and the signature is not the one of this text and this secret',
}

const answered: KnownMistake[] = [
  mistake(
    'refused-without-throwing',
    null,
    ({ evidence }) =>
      `The token must be refused, and ${quoted(evidence.value)} came back. A caller that forgets to look at it lets everybody in. Throw a JwtError instead: an error stops a caller who forgets.`,
    ({ evidence }) =>
      evidence.expected.kind === 'refusal' &&
      evidence.seen.outcome.kind === 'value' &&
      ['undefined', 'null', 'boolean', 'string', 'number', 'error'].includes(
        evidence.seen.outcome.value.type,
      ),
  ),
  mistake(
    'timing-safe-equal-throws',
    'RFC 7515 §5.2',
    'node:crypto\'s `timingSafeEqual` throws a RangeError when the lengths differ, and so a signature of another length crashes your verifier. Compare the lengths in bytes first (a character beyond ASCII has more than one): another length is a wrong signature, code "bad-signature".',
    ({ evidence, signature }) =>
      evidence.thrown?.name === 'RangeError' &&
      /same byte length/.test(evidence.thrown.message) &&
      strictBytes(signature)?.length !== 32,
  ),
  mistake(
    'json-error-escapes',
    'RFC 7515 §5.2',
    'The SyntaxError of JSON.parse reached the caller. Tokens come from strangers: broken JSON is an answer, not an accident. `decodeJson` from lesson 03 turns it into a JwtError with the code "malformed".',
    ({ evidence }) => evidence.expected.kind === 'refusal' && evidence.thrown?.name === 'SyntaxError',
  ),
]

/** The token that a careless reading makes of a text before it looks at it, with a right signature; null for none. */
function repaired({ token, secret }: Reading): string | null {
  const decoded = (): string => {
    try {
      return decodeURIComponent(token)
    } catch {
      return token
    }
  }
  const lowBytes = (mask: number): string =>
    [...token].map(one => String.fromCharCode(one.charCodeAt(0) & mask)).join('')
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
  const isRight = (text: string): boolean => {
    const [h = '', p = '', s = '', ...more] = text.split('.')
    return more.length === 0 && text !== token && s === signatureOver(`${h}.${p}`, secret)
  }
  return candidates.find(isRight) ?? null
}

const shapes: KnownMistake[] = [
  accepting(
    'verdict-remembered',
    null,
    'This token was accepted after another call with the same header, payload, signature or text had been. Each call is judged by itself: what was true for one token or one secret says nothing about the next.',
    ({ evidence }) => evidence.test === 'each token is judged by itself',
  ),
  accepting(
    'short-secret-verifies',
    'RFC 7518 §3.2',
    ({ secret }) =>
      `A secret of ${secret.length} bytes was accepted. HS256 needs at least 32 bytes (256 bits): whoever guesses a shorter one can sign whatever they like. Look at the number and at the unit: bytes, not bits or characters.`,
    ({ secret }) => secret.length < 32,
  ),
  accepting(
    'text-around-token-accepted',
    'RFC 7515 §7.1',
    ({ token }) =>
      `${quoted(token.slice(0, 12))}… is more than a token, and it was accepted. Blanks, quotes or the word "Bearer" around it are for the caller to take off: a verifier that repairs its input accepts many texts for one token, and a list of revoked tokens no longer finds them.`,
    ({ evidence, token }) =>
      /^blanks and other things/.test(evidence.test) || token !== token.trim() || /^\W*bearer/i.test(token),
  ),
  accepting(
    'token-repaired-first',
    'RFC 7515 §5.2',
    ({ token }) => {
      const stranger = [...token].find(character => !/[\w.-]/.test(character))
      return `This text is no token: it has ${stranger === undefined ? 'a character too many' : quoted(stranger)} in it, and it was accepted. Your code changed it into a token before it looked (replace, split at other characters, normalize, decodeURIComponent, a lenient decoder...), so one token has many spellings. Take the text as it came: split it at dots, and give the segments to \`decodeJson\` and \`decode\`, which refuse everything else.`
    },
    reading => repaired(reading) !== null && strictBytes(reading.signature) !== null,
  ),
  accepting(
    'segment-count-not-checked',
    'RFC 7515 §7.1',
    ({ segments }) =>
      `A text of ${segments.length} segments was accepted. A token has exactly three; \`const [h, p, s] = token.split('.')\` does not notice a missing or a fourth one. Compare the number of segments with 3.`,
    ({ segments }) => segments.length !== 3,
  ),
  accepting(
    'decode-failure-swallowed',
    'RFC 7515 §5.2',
    reading =>
      `The payload segment can't be read (${(lenientSegment(reading, 1, 2) ?? 'it holds no JSON object').replace(/^The payload segment /, 'it ')}), and {} came back in its place: an error was caught, or an absent value replaced. What can't be read is refused, with the code "malformed"; let the JwtError of \`decodeJson\` go through.`,
    ({ evidence, segments, payloadText }) => {
      const { value } = evidence
      const content = isObject(value) ? value.payload : undefined
      return (
        segments.length === 3 &&
        isObject(content) &&
        Object.keys(content).length === 0 &&
        !/^\s*\{\s*\}\s*$/.test(payloadText) &&
        (strictBytes(segments[1] ?? '') === null || !isObject(json(payloadText)))
      )
    },
  ),
  accepting(
    'segment-read-leniently',
    'RFC 7515 §2',
    reading =>
      `${lenientSegment(reading, 0, 2)}, and the token was accepted. \`Buffer.from(text, 'base64url')\` skips what it does not know. Use the strict \`decode\` from lesson 02, or \`decodeJson\`, for header and payload.`,
    reading => lenientSegment(reading, 0, 2) !== null,
  ),
  accepting(
    'signature-text-malleable',
    'RFC 7515 §2',
    reading =>
      `${lenientSegment(reading, 2, 3)}, and the token was accepted. Then one token can be written in many ways, and a list of revoked tokens does not find the others. Decode the signature with the strict \`decode\` from lesson 02.`,
    reading => lenientSegment(reading, 2, 3) !== null,
  ),
  accepting(
    'no-json-object-accepted',
    'RFC 7519 §7.2',
    ({ payloadText, header }) =>
      header === null
        ? 'The header of this token is no JSON object, and it was accepted. Use `decodeJson` from lesson 03 for the header.'
        : `The payload of this token is ${quoted(payloadText.slice(0, 40))}, which is no JSON object, and it was accepted. Claims are members of an object. Use \`decodeJson\` from lesson 03 for the payload too.`,
    ({ header, payload }) => header === null || !isObject(payload),
  ),
  accepting(
    'broken-utf8-accepted',
    'RFC 7519 §7.2',
    'The JSON of this token is no valid UTF-8, and it was accepted with replacement characters in it. Two libraries that repair text differently see two different users. `decodeJson` from lesson 03 decodes strictly.',
    ({ segments }) =>
      segments.slice(0, 2).some(text => Buffer.from(text, 'base64url').toString().includes('\ufffd')),
  ),
]

const alg = ({ header }: Reading): unknown =>
  header !== null && Object.hasOwn(header, 'alg') ? header.alg : undefined
const allowList =
  'The verifier decides which algorithm counts, never the token: refuse with "unsupported" unless `header.alg === \'HS256\'`.'

const algorithms: KnownMistake[] = [
  accepting(
    'alg-none-accepted',
    'RFC 8725 §3.1',
    reading =>
      `A token with "alg":${quoted(alg(reading))} was accepted. "none" means that nobody signed it, and attackers write it in every mixture of capitals to get past a check for the one word. ${allowList}`,
    reading => {
      const name = alg(reading)
      return typeof name === 'string' && /^\s*none[\s\0]*$/i.test(name)
    },
  ),
  accepting(
    'alg-inherited',
    'RFC 7515 §4.1.1',
    `This header has no \`alg\` of its own: it has a member "__proto__" that holds one. Copying the header with Object.assign, or member by member, makes that the prototype, and \`header.alg\` finds it. Use what JSON.parse gives as it is. ${allowList}`,
    ({ header, segments }) =>
      alg({ header } as Reading) === undefined &&
      Buffer.from(segments[0] ?? '', 'base64url')
        .toString()
        .includes('__proto__'),
  ),
  accepting(
    'alg-missing-accepted',
    'RFC 7515 §4.1.1',
    `The header has no \`alg\`, or an empty one, and the token was accepted. The member is required, and a check such as \`if (header.alg && ...)\`, or a default, skips what is missing. ${allowList}`,
    reading => reading.header !== null && (alg(reading) === undefined || alg(reading) === ''),
  ),
  accepting(
    'alg-coerced',
    'RFC 7515 §4.1.1',
    reading =>
      `"alg":${quoted(alg(reading))} was accepted. It is no text: \`==\`, \`String(...)\`, \`includes\` and a lookup by key turn a list into text, or see no difference. ${allowList}`,
    reading => alg(reading) !== undefined && typeof alg(reading) !== 'string',
  ),
  accepting(
    'alg-found-on-prototype',
    'RFC 7515 §4.1.1',
    reading =>
      `"alg":${quoted(alg(reading))} was accepted. Every object inherits a member of that name, so a lookup such as \`algorithms[header.alg]\` finds something. ${allowList}`,
    reading => typeof alg(reading) === 'string' && (alg(reading) as string) in Object.prototype,
  ),
  accepting(
    'alg-case-ignored',
    'RFC 7515 §4.1.1',
    reading =>
      `"alg":${quoted(alg(reading))} was accepted. The names are case-sensitive, and what is repaired before it is compared (case, blanks, look-alike characters) lets more pass than you think. ${allowList}`,
    reading => {
      const name = alg(reading)
      if (typeof name !== 'string') return false
      return (
        name !== 'HS256' &&
        name
          .normalize('NFKC')
          .replace(/[\s\0\u200b\ufeff]/g, '')
          .toUpperCase() === 'HS256'
      )
    },
  ),
  accepting(
    'other-alg-accepted',
    'RFC 7515 §4.1.1',
    reading =>
      `"alg":${quoted(alg(reading))} was accepted. Elsewhere the same algorithm may be called so; in a JWT its only name is "HS256". Each further name is one that you have to think of when you look for what gets in. ${allowList}`,
    reading => /hmac|sha-?256/i.test(String(alg(reading))),
  ),
  accepting(
    'alg-matched-in-part',
    'RFC 7515 §4.1.1',
    reading =>
      `"alg":${quoted(alg(reading))} was accepted. It only resembles "HS256": \`startsWith\`, \`includes\` and a pattern without both ends find it inside of other names. ${allowList}`,
    reading =>
      typeof alg(reading) === 'string' &&
      /HS|256/.test(alg(reading) as string) &&
      !/^HS(256|384|512)$|^[REP]S\d+$/.test(alg(reading) as string),
  ),
  accepting(
    'other-alg-accepted',
    'RFC 8725 §3.1',
    reading =>
      `"alg":${quoted(alg(reading))} was accepted. A verifier that follows the header's choice lets an attacker choose; a public RSA key used as an HMAC secret is the well-known case. ${allowList}`,
    reading => alg(reading) !== 'HS256',
  ),
  accepting(
    'crit-ignored',
    'RFC 7515 §4.1.11',
    ({ header }) =>
      `The header has "crit":${quoted(header?.crit)}, and the token was accepted. \`crit\` lists extensions without which a token must not be accepted; you know none, so refuse it with "unsupported" whenever the member is there, whatever its value: empty, null and false too. Ask whether the header has the member, not whether its value is truthy.`,
    ({ header }) => header !== null && Object.hasOwn(header, 'crit'),
  ),
  accepting(
    'b64-ignored',
    'RFC 7797 §3',
    ({ header }) =>
      `The header has "b64":${quoted(header?.b64)}, and the token was accepted. \`b64\` changes what is signed (RFC 7797); a verifier that does not know it would read another payload than the one that was signed. Refuse with "unsupported" whenever the member is there, whatever its value.`,
    ({ header }) => header !== null && Object.hasOwn(header, 'b64'),
  ),
]

/** Header and payload written again without white space, and signed: what a re-serialising verifier expects. */
function rewritten({ header, payload, secret }: Reading): string {
  const part = (value: unknown): string => toBase64url(utf8(JSON.stringify(value)))
  return signatureOver(`${part(header)}.${part(payload)}`, secret)
}

/** Whether the two signatures, as bytes, begin or end alike. */
function sharesEnd(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url')]
  const length = Math.min(a.length, b.length)
  if (length === 0) return false
  return (
    a.subarray(0, length).equals(b.subarray(0, length)) || a.subarray(-length).equals(b.subarray(-length))
  )
}

/** The bytes of a signature as hex, without zeros at the ends. */
const withoutZeros = (signature: string): string =>
  Buffer.from(signature, 'base64url')
    .toString('hex')
    .replace(/^(?:00)+|(?:00)+$/g, '')

const signatures: KnownMistake[] = [
  accepting(
    'empty-signature-accepted',
    'RFC 7515 §5.2',
    'A token with an empty signature was accepted: anyone can write one. Checking the signature only `if (signature)` is there, or comparing no more bytes than came, lets it pass. No signature is a wrong signature.',
    ({ signature }) => signature === '',
  ),
  accepting(
    'signature-case-ignored',
    'RFC 7515 §2',
    'The signature has the right letters, but some of them are capitals where small ones belong or the other way round, and it was accepted. In base64url "a" and "A" are different bits. Compare the bytes, not a text whose case was changed.',
    ({ signature, right }) => signature !== right && signature.toLowerCase() === right.toLowerCase(),
  ),
  accepting(
    'signature-text-malleable',
    'RFC 7515 §2',
    'The signature was written in hex, and it was accepted. Then one token can be written in several ways, and a list of revoked tokens does not find the others. A signature is base64url and nothing else.',
    ({ signature, right }) => signature.toLowerCase() === Buffer.from(right, 'base64url').toString('hex'),
  ),
  accepting(
    'signature-prefix-accepted',
    'RFC 7515 §5.2',
    ({ signature }) =>
      `A signature of ${inBytes(signature)} was accepted: the right one without a zero at its beginning or end. Either zeros are cut off or filled up before the comparison, or something is kept from an earlier call with the same header and payload. Each call compares all 32 bytes, zeros too.`,
    ({ evidence, signature, right }) =>
      evidence.test === ZEROS && fromBase64url(signature).length < 32 && sharesEnd(signature, right),
  ),
  accepting(
    'signature-prefix-accepted',
    'RFC 7515 §5.2',
    ({ signature }) =>
      `A signature of ${inBytes(signature)} was accepted. Only as many bytes were compared as came: a signature of one byte is guessed in 256 tries. It must have 32 bytes like the right one; \`constantTimeEqual\` looks at the length.`,
    ({ signature, right }) => fromBase64url(signature).length < 32 && sharesEnd(signature, right),
  ),
  accepting(
    'longer-signature-accepted',
    'RFC 7515 §5.2',
    ({ signature }) =>
      `A signature of ${inBytes(signature)} was accepted: the right one and zeros before or after it. Either only 32 bytes were compared, or zeros are cut off at the ends of both. Then every token has many spellings. The lengths must be equal too, and each byte counts.`,
    ({ signature, right }) =>
      fromBase64url(signature).length > 32 && withoutZeros(signature) === withoutZeros(right),
  ),
  accepting(
    'longer-signature-accepted',
    'RFC 7515 §5.2',
    ({ signature }) =>
      `A signature of ${inBytes(signature)} was accepted: only 32 of them were compared. Then every token has many spellings. The lengths must be equal too.`,
    ({ signature, right }) => fromBase64url(signature).length > 32 && sharesEnd(signature, right),
  ),
  accepting(
    'json-rewritten-before-check',
    'RFC 7515 §5.2',
    'The signature does not belong to the text of this token, but to the same JSON written in another way, and it was accepted. Never write the JSON again to check a signature: the received text is what was signed, character by character.',
    reading => reading.signature === rewritten(reading),
  ),
  accepting(
    'key-from-header',
    'RFC 8725 §3.10',
    'This token was signed with a key that stands in its own header, and it was accepted. An attacker puts their own key there. The secret is the one that the caller gives you, and nothing in the token can change that.',
    ({ header, signature, right }) =>
      header !== null && ['jwk', 'k', 'secret'].some(name => name in header) && signature !== right,
  ),
  accepting(
    'forged-signature-accepted',
    'RFC 7515 §5.2',
    'This signature has other bytes than the right one, and it was accepted. The numbers of two neighbours give the same text when they are joined: 1 and 23, or 12 and 3. Compare the bytes themselves, with `constantTimeEqual`; in a text, each byte needs the same number of characters.',
    ({ evidence }) => evidence.test === JOINED,
  ),
  accepting(
    'signature-partly-checked',
    'RFC 7515 §5.2',
    'The signature differs from the right one in a few bits, and the token was accepted: not all of it is compared. Compare all 32 bytes, each bit of them.',
    ({ signature, right }) => {
      const [a, b] = [fromBase64url(signature), fromBase64url(right)]
      return a.length === 32 && a.filter((byte, index) => byte === b[index]).length >= 28
    },
  ),
  accepting(
    'forged-signature-accepted',
    'RFC 7515 §5.2',
    'The signature of this token is not the one that the secret makes for this text, and it was accepted: anyone could have written it. Decoding a token proves nothing. Compute the signature over the first two segments and compare it with the third.',
    ({ signature, right }) => signature !== right,
  ),
]

const refusals: KnownMistake[] = [
  refusing(
    'verifying-limit-too-high',
    'RFC 7518 §3.2',
    ({ secret }) =>
      `A secret of ${secret.length} bytes was refused. 32 bytes (256 bits) are enough, whatever they are, and longer ones are fine too. Count the bytes, \`secret.length\`, and not the characters of a text that you made of them.`,
    ({ secret, evidence }) => secret.length >= 32 && evidence.thrown?.jwtCode === 'bad-key',
  ),
  refusing(
    'claims-judged-too-early',
    'RFC 7519 §7.2',
    'The token was refused because of a claim. `verifyHs256` says whether the signature is right and gives back what was signed; times and claims have lessons of their own, with the time as an argument.',
    ({ evidence }) =>
      ['expired', 'not-yet-valid', 'claim-missing', 'claim-mismatch'].includes(
        evidence.thrown?.jwtCode ?? '',
      ) ||
      (evidence.test === 'the payload may say what it likes' && evidence.thrown?.jwtCode !== 'bad-signature'),
  ),
  refusing(
    'header-asked-for-too-much',
    'RFC 7515 §4',
    ({ header }) =>
      `The header ${cut(quoted(header))} is fine, and the token was refused. \`typ\` is not asked for, and members that you do not know (kid, cty, jku...) are passed over; only \`crit\` and \`b64\` in the header itself are a reason to refuse, and its length is none.`,
    ({ evidence, header, payloadText }) =>
      ['unsupported', 'malformed'].includes(evidence.thrown?.jwtCode ?? '') &&
      quoted(header) !== '{"alg":"HS256","typ":"JWT"}' &&
      // With an unusual payload it could as well be the payload that was refused.
      payloadText === '{"sub":"ada","admin":false}',
  ),
  refusing(
    'json-rewritten-before-check',
    'RFC 7515 §5.2',
    'This token is right, and its signature was called wrong. Its JSON has blanks, line breaks or another order of members than JSON.stringify gives: you seem to write header or payload again before you check. Compute the signature over the received text, character by character.',
    reading => reading.evidence.thrown?.jwtCode === 'bad-signature' && rewritten(reading) !== reading.right,
  ),
  refusing(
    'right-signature-refused',
    'RFC 7515 §5.2',
    ({ secret }) =>
      `The signature of this token is right for this secret of ${secret.length} bytes, and it was refused. The signing input is the first segment, a dot, and the second, as they came; the key is all bytes of the secret as they are, no text and no more than the window into its buffer; what you compare are the 32 bytes of both signatures, byte by byte and not as larger numbers. Each call counts by itself: no refusal before and no token before may change the answer.`,
    ({ evidence }) => evidence.thrown?.jwtCode === 'bad-signature',
  ),
]

/** The plainest of right tokens, refused because of what its header is taken for. */
const headerNotRead = refusing(
  'header-not-read',
  'RFC 7515 §4.1.1',
  ({ evidence }) =>
    `The plainest token there is was refused with the code "unsupported" (${evidence.thrown?.message}). Its header is {"alg":"HS256","typ":"JWT"}: alg is exactly HS256, and there is no crit and no b64. Where does the alg that you compare come from? It is a member of the object that \`decodeJson\` makes of the first segment, not of the segment itself, which is still a text.`,
  ({ evidence, header, payloadText }) =>
    evidence.thrown?.jwtCode === 'unsupported' &&
    quoted(header) === '{"alg":"HS256","typ":"JWT"}' &&
    payloadText === '{"sub":"ada","admin":false}',
)

/** A right token that was refused for a reason that is none. */
const refusedAnyway = refusing(
  'refused',
  'RFC 7515 §5.2',
  ({ evidence, payloadText, token }) =>
    `This token is right, and it was refused with the code "${evidence.thrown?.jwtCode}" (${evidence.thrown?.message}): it has three segments, its alg is HS256, and the signature belongs to it. Its payload is ${cut(payloadText)} (the token has ${token.length} characters); no JSON object is too long, too deep, too empty or too strange for this function.`,
  ({ evidence }) => evidence.thrown?.jwtCode !== null,
)

/** The part of a result that the test looked at. */
const lookedAt = ({ evidence }: Reading): string =>
  evidence.expected.kind === 'derived' ? evidence.expected.what : ''
const given = ({ evidence }: Reading): unknown =>
  evidence.expected.kind === 'derived' ? evidence.expected.value : undefined
const expectsResult = ({ evidence }: Reading): boolean =>
  evidence.expected.kind === 'value' && evidence.seen.outcome.kind === 'value'

/** Whether two values are the same JSON, whatever the order of the members. */
function same(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return quoted(a) === quoted(b)
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every(name => same(a[name], b[name]))
}

const results: KnownMistake[] = [
  mistake(
    'payload-without-header',
    null,
    'The payload alone came back. This function gives back an object with the two members `header` and `payload`: later lessons need both.',
    reading => expectsResult(reading) && same(reading.evidence.value, reading.payload),
  ),
  mistake(
    'says-only-yes',
    null,
    'true came back. This function gives back what the token holds, `{ header, payload }`, so that nobody reads a token without verifying it.',
    reading => expectsResult(reading) && reading.evidence.value === true,
  ),
  mistake(
    'segments-not-decoded',
    null,
    reading =>
      `A text came back as ${lookedAt(reading)}. Give back the objects, not the segments or the JSON texts.`,
    reading => reading.evidence.expected.kind === 'derived' && typeof reading.evidence.value === 'string',
  ),
  mistake(
    'header-and-payload-exchanged',
    null,
    'Header and payload are exchanged in what came back.',
    reading => {
      const other = lookedAt(reading).includes('header') ? reading.payload : reading.header
      return reading.evidence.expected.kind === 'derived' && same(reading.evidence.value, other)
    },
  ),
  mistake(
    'text-read-as-latin1',
    'RFC 7519 §7.2',
    'Characters beyond ASCII came out wrong: the bytes of a segment were read one by one as characters, as `atob` does. They are UTF-8. Use `decodeJson` from lesson 03.',
    reading => {
      const text = quoted(reading.evidence.value)
      return (
        reading.evidence.expected.kind === 'derived' &&
        /[\u0080-\uffff]/.test(quoted(given(reading))) &&
        /[\u0080-\u00ff]{2}|\ufffd/.test(text)
      )
    },
  ),
  mistake(
    'result-not-as-in-token',
    'RFC 7519 §7.2',
    reading =>
      `${lookedAt(reading).replace(/^the/, 'The')} is not the one in the token. Nothing is added, left out or converted, also not exp, iat or a missing typ: what was signed is what comes back.`,
    reading => reading.evidence.expected.kind === 'derived',
  ),
]

const arguments_: KnownMistake[] = [
  mistake(
    'verifying-changes-secret',
    null,
    'The secret of your caller was changed. It is theirs, and the next token would be verified with something else. Work on a copy.',
    ({ evidence }) => evidence.expected.kind === 'unchanged',
  ),
]

/** Refused, but with a code that says something else. */
const codes: KnownMistake[] = [
  mistake(
    'text-changed-before-check',
    'RFC 7515 §5.2',
    reading =>
      `${lenientSegment(reading, 0, 2) ?? 'The text is no token'}: that is "malformed", and "bad-signature" was thrown. The signature is right for the text as it came. Either your code changed the text before it signed it (trim, replace, a lenient decoder...), or a catch gives every error the same code.`,
    reading =>
      reading.evidence.expected.kind === 'refusal' &&
      reading.evidence.expected.codes.includes('malformed') &&
      reading.evidence.thrown?.jwtCode === 'bad-signature' &&
      reading.segments.length === 3 &&
      reading.signature === reading.right,
  ),
  mistake(
    'wrong-code',
    'RFC 7515 §5.2',
    ({ evidence }) => {
      const right = evidence.expected.kind === 'refusal' ? evidence.expected.codes[0] : undefined
      const meaning = CODES[right as keyof typeof CODES]
      return `The token was refused, and with the code "${evidence.thrown?.jwtCode}"; right is "${right}": ${meaning}. The code tells the caller what to do next, so it has to name the fault.`
    },
    ({ evidence }) =>
      evidence.expected.kind === 'refusal' &&
      evidence.expected.codes.length === 1 &&
      evidence.thrown !== null &&
      evidence.thrown.jwtCode !== null,
  ),
]

/** Mistakes that are recognised by what came back for which token. */
export const mistakes: KnownMistake[] = [
  ...answered,
  ...shapes,
  ...algorithms,
  ...signatures,
  ...refusals,
  headerNotRead,
  refusedAnyway,
  ...results,
  ...arguments_,
  ...codes,
]
