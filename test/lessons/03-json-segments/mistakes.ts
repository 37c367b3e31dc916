/** What people get wrong between a value and a segment, recognised by what comes back. */
import {
  type Evidence,
  equal,
  fromBase64url,
  type KnownMistake,
  show,
  toBase64url,
  utf8,
  type Words,
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

const wrote = (
  id: string,
  matches: (writing: Writing) => boolean,
  words: (writing: Writing) => Words = () => ({}),
): KnownMistake => ({
  id,
  matches: evidence => {
    const writing = writingOf(evidence)
    return writing !== null && matches(writing) && words(writing)
  },
})

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
  wrote('json-not-encoded', ({ text, json }) => text === json),
  wrote('segment-in-base64', writing => isNotBase64url(writing) && /^[A-Za-z0-9+/_-]*=*$/.test(writing.text)),
  wrote('segment-not-base64url', isNotBase64url),
  wrote(
    'object-object',
    ({ value, content }) =>
      typeof value === 'object' && value !== null && lenientUtf8(content) === String(value),
  ),
  wrote('written-as-latin1', ({ json, content }) =>
    equal(content, Uint8Array.from(Buffer.from(json, 'latin1'))),
  ),
  wrote('written-as-utf16', ({ json, content }) => {
    const utf16 = Buffer.from(json, 'utf16le')
    return (
      latin1(content) === utf16.toString('latin1') || latin1(content) === utf16.swap16().toString('latin1')
    )
  }),
  wrote(
    'utf8-twice',
    ({ json, content }) => json !== latin1(utf8(json)) && lenientUtf8(content) === latin1(utf8(json)),
  ),
  wrote(
    'emoji-broken',
    ({ json, content }) => equal(content, unitByUnit(json)) || surrogatesEncoded(content),
  ),
  wrote('characters-lost', ({ json, content }) =>
    ['', '?', '??'].some(lost => lenientUtf8(content) === json.replace(/[^\0-\x7f]/g, lost)),
  ),
  wrote(
    'percent-encoded',
    ({ json, content }) =>
      [encodeURIComponent(json), encodeURI(json)].includes(lenientUtf8(content)) &&
      lenientUtf8(content) !== json,
  ),
  wrote('encoded-twice', ({ json, content }) => lenientUtf8(content) === toBase64url(utf8(json))),
  wrote('stringified-twice', ({ json, content }) => parsed(lenientUtf8(content)) === json),
  wrote(
    'text-taken-as-json',
    ({ value, content }) => typeof value === 'string' && lenientUtf8(content) === value,
  ),
  wrote('segment-cut/empty', ({ content, json }) => content.length === 0 && json !== ''),
  wrote(
    'segment-cut',
    ({ json, content }) => startsWith(utf8(json), content) && parsed(lenientUtf8(content)) === undefined,
    ({ content, json }) => ({ count: String(content.length), all: String(utf8(json).length) }),
  ),
  wrote(
    'zero-bytes-behind',
    ({ json, content }) =>
      startsWith(content, utf8(json)) && content.slice(utf8(json).length).every(byte => byte === 0),
  ),
  wrote('segment-not-utf8', ({ content }) => !isUtf8(content)),
  wrote(
    'members-lost',
    ({ value, json, content }) => {
      const [came, right] = [parsed(lenientUtf8(content)), parsed(json)]
      return (
        isObject(value) &&
        isObject(came) &&
        isObject(right) &&
        Object.keys(came).length < Object.keys(right).length
      )
    },
    ({ value, content }) => {
      const came = parsed(lenientUtf8(content))
      const lost = Object.keys(value as object).filter(name => !isObject(came) || !Object.hasOwn(came, name))
      return {
        names: lost
          .slice(0, 5)
          .map(name => show(name))
          .join(', '),
      }
    },
  ),
  wrote(
    'segment-not-json',
    ({ content }) => parsed(lenientUtf8(content)) === undefined,
    ({ content }) => ({ content: String(show(lenientUtf8(content).slice(0, 80))) }),
  ),
  wrote(
    'written-values-changed',
    () => true,
    ({ json, content }) => ({ content: String(firstDifference(parsed(json), parsed(lenientUtf8(content)))) }),
  ),
]

const textParsed: KnownMistake = {
  id: 'text-taken-as-json/parsed',
  matches: ({ name, thrown }) => name === 'encodeJson' && thrown?.name === 'SyntaxError',
}

const thrownWhileWriting: KnownMistake = {
  id: 'btoa-characters',
  matches: ({ name, thrown }) => name === 'encodeJson' && thrown?.name === 'InvalidCharacterError',
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

const accepted = (
  id: string,
  fault: Fault,
  words: (evidence: Evidence) => Words = () => ({}),
  fits: (segment: string, evidence: Evidence) => boolean = () => true,
): KnownMistake => ({
  id,
  matches: evidence => {
    const segment = segmentOf(evidence)
    const wasAccepted = evidence.expected.kind === 'refusal' && evidence.result.outcome.kind === 'value'
    if (segment === null || !wasAccepted || faultOf(segment) !== fault) return false
    return fits(latin1(fromBase64url(segment)), evidence) && words(evidence)
  },
})

/** What is wrong with a segment that is no strict base64url, in words. */
function base64urlFault(segment: string): string {
  if (segment.includes('=')) return 'it has `=`'
  const stranger = [...segment].find(character => !/[\w-]/.test(character))
  if (stranger !== undefined) return `it has the character ${show(stranger)}`
  if (segment.length % 4 === 1) return 'it has one character too many'
  return 'its last character has unused bits that are not zero'
}

/** An answer that stands for "no": it came back for a segment that says nothing of the kind. */
const answeredInsteadOfRefusing = (id: string, isSuch: (evidence: Evidence) => boolean): KnownMistake => ({
  id,
  matches: evidence => {
    const segment = segmentOf(evidence)
    const isWrong = segment !== null && ['base64url', 'utf8', 'json'].includes(faultOf(segment) ?? '')
    return isWrong && evidence.expected.kind === 'refusal' && isSuch(evidence)
  },
})

const answeredRefusals: KnownMistake[] = [
  answeredInsteadOfRefusing(
    'refused-by-value',
    ({ result: { outcome } }) =>
      outcome.kind === 'value' && ['null', 'undefined', 'boolean', 'error'].includes(outcome.value.type),
  ),
  answeredInsteadOfRefusing(
    'empty-object-for-wrong',
    evidence =>
      isObject(evidence.value) &&
      Object.keys(evidence.value).length === 0 &&
      faultOf(segmentOf(evidence) ?? '') !== 'base64url' &&
      !jsonOf(evidence).includes('{'),
  ),
]

const acceptances: KnownMistake[] = [
  ...answeredRefusals,
  accepted('base64url-not-strict', 'base64url', evidence => ({
    segmentOf: String(base64urlFault(segmentOf(evidence) ?? '')),
  })),
  accepted(
    'utf8-not-strict/replaced',
    'utf8',
    () => ({}),
    (_, { value }) => (JSON.stringify(value) ?? '').includes('\ufffd'),
  ),
  accepted(
    'utf8-not-strict/surrogate',
    'utf8',
    () => ({}),
    content => /\xed[\xa0-\xbf]/.test(content),
  ),
  accepted(
    'utf8-not-strict/overlong',
    'utf8',
    () => ({}),
    content => /[\xc0\xc1]|\xe0[\x80-\x9f]|\xf0[\x80-\x8f]/.test(content),
  ),
  accepted(
    'utf8-not-strict/beyond',
    'utf8',
    () => ({}),
    content => /\xf4[\x90-\xbf]|[\xf5-\xf7]/.test(content),
  ),
  accepted('utf8-not-strict', 'utf8'),
  accepted('not-json-accepted', 'json', evidence => ({ jsonOf: String(show(jsonOf(evidence))) })),
  accepted('null-accepted', 'null'),
  accepted('array-accepted', 'array'),
  accepted('no-object-accepted', 'no-object', evidence => ({ trim: String(show(jsonOf(evidence).trim())) })),
]

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

const refused = (id: string, isMeant: (json: string) => boolean): KnownMistake => ({
  id,
  matches: evidence => {
    const wasRefused = evidence.expected.kind === 'value' && (evidence.thrown?.code ?? null) !== null
    return segmentOf(evidence) !== null && wasRefused && isMeant(jsonOf(evidence))
  },
})

/** The plainest header there is: who refuses it reads no segment at all. */
const PLAINEST = '{"alg":"HS256","typ":"JWT"}'

/** Names of functions that every object or every array has. */
const inherited = [Object.prototype, Array.prototype].flatMap(Object.getOwnPropertyNames)

const memberCalled: KnownMistake = {
  id: 'member-called',
  matches: evidence => {
    const { expected, thrown } = evidence
    const value = segmentOf(evidence) === null ? undefined : parsed(jsonOf(evidence))
    if (expected.kind !== 'value' || thrown?.name !== 'TypeError' || !isObject(value)) return false
    const names = Object.keys(value).filter(name => inherited.includes(name))
    const isCalled = /not a function|primitive/.test(thrown.message) && names.length > 0
    return isCalled && { names: names.map(name => show(name)).join(', ') }
  },
}

const refusals: KnownMistake[] = [
  memberCalled,
  refused('reading-step-missing', json => json === PLAINEST),
  refused('replacement-character-refused', json => json.includes('\ufffd')),
  refused('long-refused', json => json.length > 1000),
  refused('white-space-refused', json => /^\s|\s$|[{},:[\]]\s|\s[{},:[\]]/.test(json)),
  refused('object-refused', json => isObject(parsed(json)) && !/[^\0-\x7f]/.test(json)),
]

const readWrong = (
  id: string,
  matches: (evidence: Evidence, json: string) => boolean,
  words: (evidence: Evidence) => Words = () => ({}),
): KnownMistake => ({
  id,
  matches: evidence => {
    const came = evidence.result.outcome.kind === 'value' && evidence.expected.kind === 'value'
    return segmentOf(evidence) !== null && came && matches(evidence, jsonOf(evidence)) && words(evidence)
  },
})

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
  readWrong('json-not-parsed', (evidence, json) => evidence.text === json),
  readWrong('bytes-not-parsed', evidence => evidence.bytes !== null),
  readWrong('read-as-latin1', evidence =>
    equal(evidence.value, parsed(latin1(fromBase64url(segmentOf(evidence) ?? '')))),
  ),
  readWrong(
    'proto-member-lost',
    evidence => hasMember(expectedOf(evidence), '__proto__') && !hasMember(evidence.value, '__proto__'),
  ),
  readWrong(
    'values-changed',
    evidence => {
      const [came, right] = [evidence.value, expectedOf(evidence)]
      return isObject(came) && isObject(right) && Object.keys(right).every(name => Object.hasOwn(came, name))
    },
    evidence => ({ value: String(firstDifference(expectedOf(evidence), evidence.value)) }),
  ),
  readWrong(
    'members-dropped',
    evidence => isObject(evidence.value) && isObject(expectedOf(evidence)),
    evidence => ({ value: String(firstDifference(expectedOf(evidence), evidence.value)) }),
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
