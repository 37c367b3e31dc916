/** What people get wrong between a value and a segment, recognised by what comes back. */
import {
  type LegacyEvidence as Evidence,
  equal,
  fromBase64url,
  type LegacyMistake as KnownMistake,
  show,
  toBase64url,
  utf8,
} from '../../src/grader/kit/index.ts'

const latin1 = (content: Uint8Array): string => Buffer.from(content).toString('latin1')
const lenientUtf8 = (content: Uint8Array): string => Buffer.from(content).toString('utf8')

/** Blank-free JSON of a text that is JSON; undefined when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ownMember = (value: object, name: string): unknown =>
  Object.getOwnPropertyDescriptor(value, name)?.value as unknown

/** Where two JSON values differ first, in words; an empty text when they do not. */
function firstDifference(right: unknown, came: unknown, path = ''): string {
  const here = path === '' ? 'The value' : `\`${path}\``
  if (equal(right, came)) return ''
  const bothLists = Array.isArray(right) && Array.isArray(came)
  const bothObjects = isObject(right) && isObject(came)
  if (!bothLists && !bothObjects) return `${here} is ${show(came)}; right is ${show(right)}.`
  const [whole, other] = [right as object, came as object]
  const inside = (name: string): string => {
    const shown = /^[\w$]+$/.test(name) ? name : show(name)
    return path === '' ? shown : `${path}.${shown}`
  }
  for (const name of Object.keys(whole)) {
    if (!Object.hasOwn(other, name)) return `\`${inside(name)}\` is missing.`
    const found = firstDifference(ownMember(whole, name), ownMember(other, name), inside(name))
    if (found !== '') return found
  }
  const added = Object.keys(other).find(name => !Object.hasOwn(whole, name))
  return `\`${inside(added ?? '')}\` is there, and nobody wrote it.`
}

// ---- encodeJson ----

/** One call of encodeJson that gave a text: the value, its JSON, the text and the bytes behind it. */
type Writing = { value: unknown; json: string; text: string; content: Uint8Array }

function writingOf(evidence: Evidence): Writing | null {
  const [value] = evidence.args
  const json = JSON.stringify(value) as string | undefined
  if (evidence.name !== 'encodeJson' || evidence.text === null || json === undefined) return null
  return evidence.expected.kind === 'derived'
    ? { value, json, text: evidence.text, content: fromBase64url(evidence.text) }
    : null
}

function wrote(
  id: string,
  reference: string | null,
  message: string | ((writing: Writing) => string),
  matches: (writing: Writing) => boolean,
): KnownMistake {
  return {
    id,
    reference,
    matches: evidence => {
      const writing = writingOf(evidence)
      return writing !== null && matches(writing)
    },
    message: evidence => {
      const writing = writingOf(evidence)
      return typeof message === 'string' || writing === null ? String(message) : message(writing)
    },
  }
}

/** The UTF-8 that comes out when each 16-bit unit of a text is encoded by itself. */
const unitByUnit = (text: string): Uint8Array =>
  Uint8Array.from(Array.from({ length: text.length }, (_, index) => [...utf8(text.charAt(index))]).flat())

const isUtf8 = (content: Uint8Array): boolean => equal(utf8(lenientUtf8(content)), content)
const startsWith = (whole: Uint8Array, start: Uint8Array): boolean =>
  whole.length > start.length && start.every((byte, index) => whole[index] === byte)

/** Three bytes for each half of a surrogate pair: no UTF-8, but what is called CESU-8. */
const surrogatesEncoded = (content: Uint8Array): boolean => /\xed[\xa0-\xbf]/.test(latin1(content))

const isNotBase64url = ({ text, content }: Writing): boolean => toBase64url(content) !== text

const writingMistakes: KnownMistake[] = [
  wrote(
    'json-not-encoded',
    'RFC 7515 §3.1',
    'The JSON text itself came back. A segment is base64url of the UTF-8 bytes of that text: `encode(new TextEncoder().encode(json))`.',
    ({ text, json }) => text === json,
  ),
  wrote(
    'segment-in-base64',
    'RFC 7515 §2',
    'The segment is written in base64, with `=`, `+` or `/`. Use your own `encode` of lesson 01.',
    writing => isNotBase64url(writing) && /^[A-Za-z0-9+/_-]*=*$/.test(writing.text),
  ),
  wrote(
    'segment-not-base64url',
    'RFC 7515 §3.1',
    'What came back is no base64url. Use your own `encode` of lesson 01 for the UTF-8 bytes of the JSON.',
    isNotBase64url,
  ),
  wrote(
    'object-object',
    'RFC 7515 §3.1',
    'The value was turned into text by JavaScript ("[object Object]", "1,2"), and all that it held is lost. `JSON.stringify(value)` writes it as JSON.',
    ({ value, content }) =>
      typeof value === 'object' && value !== null && lenientUtf8(content) === String(value),
  ),
  wrote(
    'written-as-latin1',
    'RFC 7515 §2',
    'Each character became one byte, as in Latin-1. That is the trap of `btoa` and of `charCodeAt`: é becomes byte e9, which is no UTF-8, and an emoji does not fit at all. Turn text into bytes with `new TextEncoder().encode(text)`: é is c3 a9.',
    ({ json, content }) => equal(content, Uint8Array.from(Buffer.from(json, 'latin1'))),
  ),
  wrote(
    'written-as-utf16',
    'RFC 8259 §8.1',
    'Each character became two bytes, as JavaScript keeps them in memory (UTF-16). JSON on the wire is UTF-8: `new TextEncoder().encode(text)`.',
    ({ json, content }) => {
      const utf16 = Buffer.from(json, 'utf16le')
      return (
        latin1(content) === utf16.toString('latin1') || latin1(content) === utf16.swap16().toString('latin1')
      )
    },
  ),
  wrote(
    'utf8-twice',
    'RFC 8259 §8.1',
    'The text was turned into UTF-8 twice: é became "Ã©". Turn it into bytes once, and hand these bytes to `encode`.',
    ({ json, content }) => json !== latin1(utf8(json)) && lenientUtf8(content) === latin1(utf8(json)),
  ),
  wrote(
    'emoji-broken',
    'RFC 3629 §3',
    'A character beyond U+FFFF (an emoji, say) came apart. JavaScript keeps it as two halves, a surrogate pair, and each half by itself can not be written in UTF-8. Turn the whole text into bytes at once: `new TextEncoder().encode(json)`.',
    ({ json, content }) => equal(content, unitByUnit(json)) || surrogatesEncoded(content),
  ),
  wrote(
    'characters-lost',
    'RFC 8259 §8.1',
    'Characters outside ASCII were left out, or became "?". A name like José must come back as it was: UTF-8 has bytes for each character.',
    ({ json, content }) =>
      ['', '?', '??'].some(lost => lenientUtf8(content) === json.replace(/[^\0-\x7f]/g, lost)),
  ),
  wrote(
    'percent-encoded',
    'RFC 7515 §3.1',
    'The JSON is percent-encoded ("%7B%22"). `encodeURIComponent` makes text for a URL; base64url is all that a segment needs.',
    ({ json, content }) =>
      [encodeURIComponent(json), encodeURI(json)].includes(lenientUtf8(content)) &&
      lenientUtf8(content) !== json,
  ),
  wrote(
    'encoded-twice',
    'RFC 7515 §3.1',
    'The segment was encoded twice: read back, it gives base64url again.',
    ({ json, content }) => lenientUtf8(content) === toBase64url(utf8(json)),
  ),
  wrote(
    'stringified-twice',
    'RFC 7515 §3.1',
    'The segment holds a JSON text in quotes, with the JSON of your value in it. `JSON.stringify` was called twice; once is enough.',
    ({ json, content }) => parsed(lenientUtf8(content)) === json,
  ),
  wrote(
    'text-taken-as-json',
    null,
    'A text was taken for JSON that is ready. `encodeJson` gets a value, and a text is a value like all others: "a" becomes `"a"`, with the quotes.',
    ({ value, content }) => typeof value === 'string' && lenientUtf8(content) === value,
  ),
  wrote(
    'segment-cut',
    'RFC 8259 §8.1',
    ({ content, json }) =>
      content.length === 0
        ? 'The segment is empty. Every value has a JSON text: `{}` for an object without members, `""` for an empty text, `null` for null.'
        : `The segment ends too early: it holds ${content.length} of the ${utf8(json).length} bytes of the JSON. \`text.length\` counts UTF-16 units and not bytes, é needs two bytes and an emoji four; and a buffer of fixed length is too short some day. \`new TextEncoder().encode(json)\` makes an array of the right length.`,
    ({ json, content }) => startsWith(utf8(json), content) && parsed(lenientUtf8(content)) === undefined,
  ),
  wrote(
    'zero-bytes-behind',
    'RFC 8259 §8.1',
    'After the JSON come zero bytes: the buffer is longer than what was written into it. Take only the part that was written, or let `new TextEncoder().encode(json)` make an array of the right length.',
    ({ json, content }) =>
      startsWith(content, utf8(json)) && content.slice(utf8(json).length).every(byte => byte === 0),
  ),
  wrote(
    'segment-not-utf8',
    'RFC 8259 §8.1',
    'The segment holds bytes that are not UTF-8. Each character above U+007F needs two to four bytes: é is c3 a9, not e9. `new TextEncoder().encode(json)` knows how.',
    ({ content }) => !isUtf8(content),
  ),
  wrote(
    'members-lost',
    'RFC 7515 §3.1',
    ({ value, content }) => {
      const came = parsed(lenientUtf8(content))
      const lost = Object.keys(value as object).filter(name => !isObject(came) || !Object.hasOwn(came, name))
      return `Members of the object are missing in the segment: ${lost
        .slice(0, 5)
        .map(name => show(name))
        .join(
          ', ',
        )}. Write the whole value, whatever its members are called and whether they are 0, false, '' or null.`
    },
    ({ value, json, content }) => {
      const [came, right] = [parsed(lenientUtf8(content)), parsed(json)]
      return (
        isObject(value) &&
        isObject(came) &&
        isObject(right) &&
        Object.keys(came).length < Object.keys(right).length
      )
    },
  ),
  wrote(
    'segment-not-json',
    'RFC 7515 §3.1',
    ({ content }) =>
      `The segment, read back, is no JSON in UTF-8: ${show(lenientUtf8(content).slice(0, 80))}.`,
    ({ content }) => parsed(lenientUtf8(content)) === undefined,
  ),
  wrote(
    'written-values-changed',
    'RFC 7515 §3.1',
    ({ json, content }) =>
      `The segment says another value than the one that you were given. ${firstDifference(parsed(json), parsed(lenientUtf8(content)))} \`JSON.stringify(value)\` writes everything as it is: nothing added, nothing converted, nothing left out, at any depth.`,
    () => true,
  ),
]

const textParsed: KnownMistake = {
  id: 'text-taken-as-json',
  reference: null,
  message:
    'The SyntaxError of `JSON.parse` came while writing: a text was taken for JSON. `encodeJson` gets a value, and a text is a value like all others: "a" becomes `"a"`, with the quotes.',
  matches: evidence => evidence.name === 'encodeJson' && evidence.thrown?.name === 'SyntaxError',
}

const thrownWhileWriting: KnownMistake = {
  id: 'btoa-characters',
  reference: 'RFC 7515 §2',
  message:
    '`btoa` threw an error. It takes a text whose characters are bytes, U+0000 to U+00FF, and knows nothing of €, 山 or 😀. Turn text into bytes with `new TextEncoder().encode(text)`, and give these to your own `encode`.',
  matches: evidence => evidence.name === 'encodeJson' && evidence.thrown?.name === 'InvalidCharacterError',
}

// ---- decodeJson ----

/** What is wrong with a segment, if anything: looked for in the order of reading. */
type Fault = 'base64url' | 'utf8' | 'json' | 'null' | 'array' | 'no-object' | null

function faultOf(segment: string): Fault {
  const content = fromBase64url(segment)
  if (toBase64url(content) !== segment) return 'base64url'
  const text = lenientUtf8(content)
  if (!equal(utf8(text), content)) return 'utf8'
  const value = parsed(text)
  if (value === undefined) return 'json'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'object' ? null : 'no-object'
}

function segmentOf(evidence: Evidence): string | null {
  const [segment] = evidence.args
  return evidence.name === 'decodeJson' && typeof segment === 'string' ? segment : null
}

const jsonOf = (evidence: Evidence): string => lenientUtf8(fromBase64url(segmentOf(evidence) ?? ''))

function accepted(
  id: string,
  reference: string,
  fault: Fault,
  message: string | ((evidence: Evidence) => string),
): KnownMistake {
  return {
    id,
    reference,
    message,
    matches: evidence => {
      const segment = segmentOf(evidence)
      const wasAccepted = evidence.expected.kind === 'refusal' && evidence.seen.outcome.kind === 'value'
      return segment !== null && wasAccepted && faultOf(segment) === fault
    },
  }
}

/** What is wrong with a segment that is no strict base64url, in words. */
function base64urlFault(segment: string): string {
  if (segment.includes('=')) return 'it has `=`'
  const stranger = [...segment].find(character => !/[\w-]/.test(character))
  if (stranger !== undefined) return `it has the character ${show(stranger)}`
  if (segment.length % 4 === 1) return 'it has one character too many'
  return 'its last character has unused bits that are not zero'
}

/** What is told when bytes were accepted that are not UTF-8: by the kind of wrong bytes, or the trace that is left. */
function utf8Fault(evidence: Evidence): string {
  const content = latin1(fromBase64url(segmentOf(evidence) ?? ''))
  if ((JSON.stringify(evidence.value) ?? '').includes('\ufffd'))
    return 'Bytes that are not UTF-8 were accepted. By default each wrong byte silently becomes U+FFFD (�), so different tokens read the same, and what you show is not what was signed. Ask for an error: `new TextDecoder("utf-8", { fatal: true })`.'
  if (/\xed[\xa0-\xbf]/.test(content))
    return 'Bytes that are not UTF-8 were accepted: ed a0 to ed bf begin one half of a character, a surrogate. UTF-16 has these halves, UTF-8 must not. `new TextDecoder("utf-8", { fatal: true })` refuses them.'
  if (/[\xc0\xc1]|\xe0[\x80-\x9f]|\xf0[\x80-\x8f]/.test(content))
    return 'Bytes that are not UTF-8 were accepted: an overlong form, a character written with more bytes than it needs. Whoever looks for a quote as the byte 22 does not see it as c0 a2. Only the shortest form is UTF-8; `new TextDecoder("utf-8", { fatal: true })` refuses all others.'
  if (/\xf4[\x90-\xbf]|[\xf5-\xf7]/.test(content))
    return 'Bytes that are not UTF-8 were accepted: they stand for a character beyond U+10FFFF, and there is none. `new TextDecoder("utf-8", { fatal: true })` refuses them.'
  return 'Bytes that are not UTF-8 were accepted. Perhaps the end of a character is missing (with `{ stream: true }` that is no error), or another encoding is tried when UTF-8 fails. Use `new TextDecoder("utf-8", { fatal: true })` for each segment, for the whole of it, and nothing else when it refuses.'
}

/** An answer that stands for "no": it came back for a segment that says nothing of the kind. */
const answeredInPlaceOfRefusing = (
  id: string,
  message: string,
  isSuch: (evidence: Evidence) => boolean,
): KnownMistake => ({
  id,
  reference: null,
  message,
  matches: evidence => {
    const segment = segmentOf(evidence)
    const isWrong = segment !== null && ['base64url', 'utf8', 'json'].includes(faultOf(segment) ?? '')
    return isWrong && evidence.expected.kind === 'refusal' && isSuch(evidence)
  },
})

const answeredRefusals: KnownMistake[] = [
  answeredInPlaceOfRefusing(
    'refused-by-value',
    'For a bad segment a value came back in place of an error (null, undefined, false, an error object or the like). A caller who forgets to look at it goes on with a token that nobody could read. `throw new JwtError("malformed", ...)`; nobody can overlook that.',
    ({ seen: { outcome } }) =>
      outcome.kind === 'value' && ['null', 'undefined', 'boolean', 'error'].includes(outcome.value.type),
  ),
  answeredInPlaceOfRefusing(
    'empty-object-for-wrong',
    'For a bad segment an empty object came back. To your caller that is a token without any claims, and no error. Throw a JwtError with the code "malformed".',
    evidence =>
      isObject(evidence.value) &&
      Object.keys(evidence.value).length === 0 &&
      faultOf(segmentOf(evidence) ?? '') !== 'base64url' &&
      !jsonOf(evidence).includes('{'),
  ),
]

const acceptances: KnownMistake[] = [
  ...answeredRefusals,
  accepted(
    'base64url-not-strict',
    'RFC 7515 §2',
    'base64url',
    evidence =>
      `A segment that is no strict base64url was accepted: ${base64urlFault(segmentOf(evidence) ?? '')}. \`Buffer.from(segment, "base64url")\` and \`atob\` let such texts pass, and so does whoever trims or repairs them first. Your own \`decode\` of lesson 02 refuses them.`,
  ),
  accepted('utf8-not-strict', 'RFC 3629 §3', 'utf8', utf8Fault),
  accepted(
    'not-json-accepted',
    'RFC 8259 §2',
    'json',
    evidence =>
      `${show(jsonOf(evidence))} is no JSON, and was accepted. \`JSON.parse\` of the whole text refuses it; \`eval\`, patterns, trimming and repairs do not. Let its error become a JwtError.`,
  ),
  accepted(
    'null-accepted',
    'RFC 7519 §7.2',
    'null',
    'The segment says null, and it was accepted. `typeof null` is "object" in JavaScript, so asking for that is not enough: check `value === null` too. Otherwise the first `header.alg` ends your server with a TypeError.',
  ),
  accepted(
    'array-accepted',
    'RFC 7519 §7.2',
    'array',
    'The segment says an array, and it was accepted. `typeof []` is "object" in JavaScript: check `Array.isArray(value)` too.',
  ),
  accepted(
    'no-object-accepted',
    'RFC 7519 §7.2',
    'no-object',
    evidence =>
      `The segment says ${show(jsonOf(evidence).trim())}, which is JSON but no object, and it was accepted. Header and payload are objects, with members that have names.`,
  ),
]

function threwOther(
  id: string,
  reference: string,
  message: string,
  names: string[],
  fault: Fault[],
  words = /(?:)/,
): KnownMistake {
  return {
    id,
    reference,
    message,
    matches: evidence => {
      const segment = segmentOf(evidence)
      const { thrown } = evidence
      if (
        segment === null ||
        thrown === null ||
        thrown.jwtCode !== null ||
        evidence.expected.kind !== 'refusal'
      )
        return false
      return names.includes(thrown.name) && words.test(thrown.message) && fault.includes(faultOf(segment))
    },
  }
}

const unwrapped: KnownMistake[] = [
  threwOther(
    'json-error-passed-on',
    'RFC 7519 §7.2',
    'The SyntaxError of `JSON.parse` came through. Whoever calls you expects a JwtError for every bad token, and would answer "500, our fault" to this one. Catch it, and throw `new JwtError("malformed", ...)`.',
    ['SyntaxError'],
    ['json', 'utf8', 'base64url'],
  ),
  threwOther(
    'utf8-error-passed-on',
    'RFC 3629 §3',
    'The error of the UTF-8 decoder came through. It is right that it refuses these bytes; catch its error, and throw `new JwtError("malformed", ...)`.',
    ['TypeError', 'URIError'],
    ['utf8'],
  ),
  threwOther(
    'type-error-on-non-object',
    'RFC 7519 §7.2',
    'A TypeError came through: your code looked for a member of something that is no object. Check first what the JSON says, null included.',
    ['TypeError'],
    ['null', 'array', 'no-object'],
    /cannot|not iterable|not a function|null|undefined/i,
  ),
]

function refused(
  id: string,
  reference: string,
  message: KnownMistake['message'],
  isMeant: (json: string) => boolean,
): KnownMistake {
  return {
    id,
    reference,
    message,
    matches: evidence => {
      const wasRefused =
        evidence.expected.kind === 'value' && evidence.thrown !== null && evidence.thrown.jwtCode !== null
      return segmentOf(evidence) !== null && wasRefused && isMeant(jsonOf(evidence))
    },
  }
}

/** The plainest header there is: who refuses it reads no segment at all. */
const PLAINEST = '{"alg":"HS256","typ":"JWT"}'

/** Names of functions that every object or every array has. */
const inherited = [Object.prototype, Array.prototype].flatMap(Object.getOwnPropertyNames)

const memberCalled: KnownMistake = {
  id: 'member-called',
  reference: 'RFC 8259 §4',
  message: evidence =>
    `A TypeError came through: "${evidence.thrown?.message}". The token has a member called ${Object.keys(
      parsed(jsonOf(evidence)) as object,
    )
      .filter(name => inherited.includes(name))
      .map(name => show(name))
      .join(
        ', ',
      )}, and your code, or JavaScript for it, called that in place of the function of this name that objects have. A token may have members of any name: ask with \`typeof\`, \`Array.isArray(value)\` and \`Object.hasOwn(value, name)\`, and do not turn the value into a text.`,
  matches: evidence => {
    const value = segmentOf(evidence) === null ? undefined : parsed(jsonOf(evidence))
    return (
      evidence.expected.kind === 'value' &&
      evidence.thrown?.name === 'TypeError' &&
      /not a function|primitive/.test(evidence.thrown.message) &&
      isObject(value) &&
      Object.keys(value).some(name => inherited.includes(name))
    )
  },
}

const refusals: KnownMistake[] = [
  memberCalled,
  refused(
    'reading-step-missing',
    'RFC 7515 §3.1',
    evidence =>
      `Your code refuses the plainest of segments: "${evidence.thrown?.message}". A segment is read in three moves, each on what the one before gave: \`decode\` makes bytes of the base64url text, a TextDecoder makes text of the bytes, and JSON.parse reads that text. Is one of them left out, or does one get what another should get? When it is a catch of yours that throws this, console.log(error) in it shows what it caught.`,
    json => json === PLAINEST,
  ),
  refused(
    'replacement-character-refused',
    'RFC 3629 §3',
    'A text with the character U+FFFD was refused. It is a character like others (bytes ef bf bd), and does not prove that the bytes were wrong. A decoder with `{ fatal: true }` tells the two apart.',
    json => json.includes('\ufffd'),
  ),
  refused(
    'long-refused',
    'RFC 8259 §9',
    'A long segment was refused, and short ones were not. How long a token may be is decided where it comes in, not here.',
    json => json.length > 1000,
  ),
  refused(
    'white-space-refused',
    'RFC 8259 §2',
    'A segment was refused because of white space in its JSON, which may stand around every value and every member. The example of RFC 7515 Appendix A.1 has it. Nothing requires the JSON to be what your `JSON.stringify` would write.',
    json => /^\s|\s$|[{},:[\]]\s|\s[{},:[\]]/.test(json),
  ),
  refused(
    'object-refused',
    'RFC 8259 §4',
    'A JSON object was refused. What its members are called, whether there are any, how deep they go and which characters their texts have makes no difference: `constructor`, `length` and `__proto__` are names like others, and `{}` is an object.',
    json => isObject(parsed(json)) && !/[^\0-\x7f]/.test(json),
  ),
]

function readWrong(
  id: string,
  reference: string,
  message: string | ((evidence: Evidence) => string),
  matches: (evidence: Evidence, json: string) => boolean,
): KnownMistake {
  return {
    id,
    reference,
    message,
    matches: evidence => {
      const came = evidence.seen.outcome.kind === 'value' && evidence.expected.kind === 'value'
      return segmentOf(evidence) !== null && came && matches(evidence, jsonOf(evidence))
    },
  }
}

const expectedOf = (evidence: Evidence): unknown =>
  evidence.expected.kind === 'value' ? evidence.expected.value : undefined

/** Whether some object in a value has a member of this name. */
function hasMember(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some(item => hasMember(item, name))
  return (
    isObject(value) &&
    (Object.hasOwn(value, name) || Object.keys(value).some(key => hasMember(value[key], name)))
  )
}

const readings: KnownMistake[] = [
  readWrong(
    'json-not-parsed',
    'RFC 7515 §5.2',
    'The JSON text came back. `JSON.parse(text)` makes an object of it.',
    (evidence, json) => evidence.text === json,
  ),
  readWrong(
    'bytes-not-parsed',
    'RFC 7515 §5.2',
    'The bytes came back. Read them as UTF-8 text, and that text as JSON.',
    evidence => evidence.bytes !== null,
  ),
  readWrong(
    'read-as-latin1',
    'RFC 7515 §2',
    'Each byte became one character: é came back as "Ã©". That is the trap of `atob` and of `String.fromCharCode`. In UTF-8 a character can have up to four bytes: `new TextDecoder("utf-8", { fatal: true }).decode(bytes)` joins them.',
    evidence => equal(evidence.value, parsed(latin1(fromBase64url(segmentOf(evidence) ?? '')))),
  ),
  readWrong(
    'proto-member-lost',
    'RFC 8259 §4',
    'A member called `__proto__` got lost. `JSON.parse` keeps it as a member; copying it with `copy[name] = value` or `Object.assign` (or evaluating it as JavaScript) changes what the copy inherits from, which attackers use. Return what `JSON.parse` gave, or copy with `{ ...value }`.',
    evidence => hasMember(expectedOf(evidence), '__proto__') && !hasMember(evidence.value, '__proto__'),
  ),
  readWrong(
    'values-changed',
    'RFC 7515 §5.2',
    evidence =>
      `A value is another one than in the JSON. ${firstDifference(expectedOf(evidence), evidence.value)} Return what \`JSON.parse\` gives: no trimming, no default values, no dates or numbers made of texts, no other normal form.`,
    evidence => {
      const [came, right] = [evidence.value, expectedOf(evidence)]
      return isObject(came) && isObject(right) && Object.keys(right).every(name => Object.hasOwn(came, name))
    },
  ),
  readWrong(
    'members-dropped',
    'RFC 7515 §5.2',
    evidence =>
      `Members of the object are missing, or have another name. ${firstDifference(expectedOf(evidence), evidence.value)} Return all of them as they are called: later lessons decide which they know.`,
    evidence => isObject(evidence.value) && isObject(expectedOf(evidence)),
  ),
]

export const mistakes: KnownMistake[] = [
  thrownWhileWriting,
  textParsed,
  ...writingMistakes,
  ...acceptances,
  ...unwrapped,
  ...refusals,
  ...readings,
]
