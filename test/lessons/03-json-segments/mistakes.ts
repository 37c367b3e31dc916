/** What people get wrong between a value and a segment, recognised by what comes back. */
import {
  type Evidence,
  equal,
  fromBase64url,
  isUnchanged,
  type KnownMistake,
  mistakesIn,
  show,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'

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

const namesOf = (names: string[]): string => names.map(name => show(name)).join(', ')

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
  // What was written of a value that the function changed is a consequence of that.
  {
    id: 'argument-changed',
    matches: ({ name, expected, result }) =>
      name === 'encodeJson' && expected.kind === 'derived' && !isUnchanged(result),
  },
  ...mistakesIn(writingOf, {
    'json-not-encoded': ({ text, json }) => text === json,
    'segment-in-base64/hex': ({ text, json }) => text === Buffer.from(json).toString('hex'),
    'segment-in-base64': writing => isNotBase64url(writing) && /^[A-Za-z0-9+/_-]*=*$/.test(writing.text),
    'segment-not-base64url': isNotBase64url,
    'object-object': ({ value, content }) =>
      typeof value === 'object' && value !== null && lenientUtf8(content) === String(value),
    'written-as-latin1': ({ json, content }) => equal(content, Uint8Array.from(Buffer.from(json, 'latin1'))),
    'written-as-utf16': ({ json, content }) => {
      const utf16 = Buffer.from(json, 'utf16le')
      return (
        latin1(content) === utf16.toString('latin1') || latin1(content) === utf16.swap16().toString('latin1')
      )
    },
    'utf8-twice': ({ json, content }) =>
      json !== latin1(utf8(json)) && lenientUtf8(content) === latin1(utf8(json)),
    'emoji-broken': ({ json, content }) => equal(content, unitByUnit(json)) || surrogatesEncoded(content),
    'characters-lost': ({ json, content }) =>
      ['', '?', '??'].some(lost => lenientUtf8(content) === json.replace(/[^\0-\x7f]/g, lost)),
    'percent-encoded': ({ json, content }) =>
      [encodeURIComponent(json), encodeURI(json)].includes(lenientUtf8(content)) &&
      lenientUtf8(content) !== json,
    'encoded-twice': ({ json, content }) => lenientUtf8(content) === toBase64url(utf8(json)),
    'stringified-twice': ({ json, content }) => parsed(lenientUtf8(content)) === json,
    'text-taken-as-json': ({ value, content }) => typeof value === 'string' && lenientUtf8(content) === value,
    'segment-cut/empty': ({ content, json }) => content.length === 0 && json !== '',
    'segment-cut': ({ json, content }) =>
      startsWith(utf8(json), content) &&
      parsed(lenientUtf8(content)) === undefined && {
        count: String(content.length),
        all: String(utf8(json).length),
      },
    'zero-bytes-behind': ({ json, content }) =>
      startsWith(content, utf8(json)) && content.slice(utf8(json).length).every(byte => byte === 0),
    'segment-not-utf8': ({ content }) => !isUtf8(content),
    'members-lost': ({ value, json, content }) => {
      const [came, right] = [parsed(lenientUtf8(content)), parsed(json)]
      if (!isObject(value) || !isObject(came) || !isObject(right)) return false
      const lost = Object.keys(value).filter(name => !Object.hasOwn(came, name))
      const isShorter = Object.keys(came).length < Object.keys(right).length
      return isShorter && { names: namesOf(lost.slice(0, 5)) }
    },
    'segment-not-json': ({ content }) =>
      parsed(lenientUtf8(content)) === undefined && { content: show(lenientUtf8(content).slice(0, 80)) },
    'written-values-changed': ({ json, content }) => ({
      difference: firstDifference(parsed(json), parsed(lenientUtf8(content))),
    }),
  }),
]

const thrownWhileWriting = mistakesIn(({ name, thrown }) => (name === 'encodeJson' ? thrown : null), {
  'text-taken-as-json/parsed': ({ name }) => name === 'SyntaxError',
  'btoa-characters': ({ name }) => name === 'InvalidCharacterError',
})

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

/** A segment that was accepted although it must be refused: what is wrong with it, its bytes as Latin-1, its text. */
type Acceptance = { segment: string; fault: Fault; bytes: string; json: string; value: unknown }

function acceptanceOf(evidence: Evidence): Acceptance | null {
  const segment = segmentOf(evidence)
  const wasAccepted = evidence.expected.kind === 'refusal' && evidence.result.outcome.kind === 'value'
  if (segment === null || !wasAccepted) return null
  const [fault, bytes] = [faultOf(segment), latin1(fromBase64url(segment))]
  return { segment, fault, bytes, json: jsonOf(evidence), value: evidence.value }
}

/** What is wrong with a segment that is no strict base64url, in words. */
function base64urlFault(segment: string): string {
  if (segment.includes('=')) return 'it has `=`'
  const stranger = [...segment].find(character => !/[\w-]/.test(character))
  if (stranger !== undefined) return `it has the character ${show(stranger)}`
  if (segment.length % 4 === 1) return 'it has one character too many'
  return 'its last character has unused bits that are not zero'
}

const acceptances = mistakesIn(acceptanceOf, {
  // These values stand for "no" when the segment says nothing of the kind.
  'refused-by-value': ({ fault }, { result: { outcome } }) =>
    ['base64url', 'utf8', 'json'].includes(fault ?? '') &&
    outcome.kind === 'value' &&
    ['null', 'undefined', 'boolean', 'error'].includes(outcome.value.type),
  'empty-object-for-wrong': ({ fault, json, value }) =>
    ['utf8', 'json'].includes(fault ?? '') &&
    isObject(value) &&
    Object.keys(value).length === 0 &&
    !json.includes('{'),
  'base64url-not-strict': ({ fault, segment }) => fault === 'base64url' && { fault: base64urlFault(segment) },
  'utf8-not-strict/replaced': ({ fault, value }) =>
    fault === 'utf8' && (JSON.stringify(value) ?? '').includes('\ufffd'),
  'utf8-not-strict/surrogate': ({ fault, bytes }) => fault === 'utf8' && /\xed[\xa0-\xbf]/.test(bytes),
  'utf8-not-strict/overlong': ({ fault, bytes }) =>
    fault === 'utf8' && /[\xc0\xc1]|\xe0[\x80-\x9f]|\xf0[\x80-\x8f]/.test(bytes),
  'utf8-not-strict/beyond': ({ fault, bytes }) =>
    fault === 'utf8' && /\xf4[\x90-\xbf]|[\xf5-\xf7]/.test(bytes),
  'utf8-not-strict': ({ fault }) => fault === 'utf8',
  'not-json-accepted': ({ fault, json }) => fault === 'json' && { json: show(json) },
  'null-accepted': ({ fault }) => fault === 'null',
  'array-accepted': ({ fault }) => fault === 'array',
  'no-object-accepted': ({ fault, json }) => fault === 'no-object' && { json: show(json.trim()) },
})

const threwOther = (id: string, names: string[], faults: Fault[], said = /(?:)/): KnownMistake => ({
  id,
  matches: evidence => {
    const segment = segmentOf(evidence)
    const { thrown, expected } = evidence
    if (segment === null || thrown?.code !== null || expected.kind !== 'refusal') return false
    return names.includes(thrown.name ?? '') && said.test(thrown.message) && faults.includes(faultOf(segment))
  },
})

const unwrapped: KnownMistake[] = [
  threwOther('json-error-passed-on', ['SyntaxError'], ['json', 'utf8', 'base64url']),
  threwOther('utf8-error-passed-on', ['TypeError', 'URIError'], ['utf8']),
  threwOther(
    'type-error-on-non-object',
    ['TypeError'],
    ['null', 'array', 'no-object'],
    /cannot|not iterable|not a function|null|undefined/i,
  ),
]

/** The JSON of a segment that was refused although it is right. */
function refusedOf(evidence: Evidence): string | null {
  const wasRefused = evidence.expected.kind === 'value' && (evidence.thrown?.code ?? null) !== null
  return wasRefused && segmentOf(evidence) !== null ? jsonOf(evidence) : null
}

/** The plainest header there is: who refuses it reads no segment at all. */
const PLAINEST = '{"alg":"HS256","typ":"JWT"}'

/** Names of functions that every object or every array has. */
const inherited = [Object.prototype, Array.prototype].flatMap(Object.getOwnPropertyNames)

const refusals: KnownMistake[] = [
  ...mistakesIn(segmentOf, {
    'member-called': (_, evidence) => {
      const { expected, thrown } = evidence
      const value = parsed(jsonOf(evidence))
      if (expected.kind !== 'value' || thrown?.name !== 'TypeError' || !isObject(value)) return false
      const names = Object.keys(value).filter(name => inherited.includes(name))
      const isCalled = /not a function|primitive/.test(thrown.message) && names.length > 0
      return isCalled && { names: namesOf(names) }
    },
  }),
  ...mistakesIn(refusedOf, {
    'reading-step-missing': json => json === PLAINEST,
    'replacement-character-refused': json => json.includes('\ufffd'),
    'long-refused': json => json.length > 1000,
    'white-space-refused': json => /^\s|\s$|[{},:[\]]\s|\s[{},:[\]]/.test(json),
    'object-refused': json => isObject(parsed(json)) && !/[^\0-\x7f]/.test(json),
  }),
]

/** Whether some object in a value has a member of this name. */
function hasMember(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some(item => hasMember(item, name))
  return (
    isObject(value) &&
    (Object.hasOwn(value, name) || Object.keys(value).some(key => hasMember(value[key], name)))
  )
}

/** A value that was returned for a right segment, and the right one. */
function readingOf(evidence: Evidence): { json: string; came: unknown; right: unknown } | null {
  const { expected, result, value } = evidence
  const wasRead = segmentOf(evidence) !== null && result.outcome.kind === 'value' && expected.kind === 'value'
  return wasRead ? { json: jsonOf(evidence), came: value, right: expected.value } : null
}

const readings = mistakesIn(
  readingOf,
  {
    'json-not-parsed': ({ json }, { text }) => text === json,
    'bytes-not-parsed': (_, { bytes }) => bytes !== null,
    'read-as-latin1': ({ came }, evidence) => {
      const content = fromBase64url(segmentOf(evidence) ?? '')
      // What TextDecoder calls latin1 is windows-1252.
      return [latin1(content), new TextDecoder('latin1').decode(content)].some(text =>
        equal(came, parsed(text)),
      )
    },
    'proto-member-lost': ({ came, right }) => hasMember(right, '__proto__') && !hasMember(came, '__proto__'),
    'values-changed': ({ came, right }) =>
      isObject(came) && isObject(right) && Object.keys(right).every(name => Object.hasOwn(came, name)),
    'members-dropped': ({ came, right }) => isObject(came) && isObject(right),
  },
  ({ came, right }) => ({ difference: firstDifference(right, came) }),
)

export const mistakes: KnownMistake[] = [
  ...thrownWhileWriting,
  ...writingMistakes,
  ...acceptances,
  ...unwrapped,
  ...refusals,
  ...readings,
]
