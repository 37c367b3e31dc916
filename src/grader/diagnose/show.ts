/** Values as a learner would write them, and the first difference between two of them. */
import { inspect } from 'node:util'
import type { Described } from '../../sandbox/types.ts'
import { WebRequest } from '../../sandbox/encode.ts'
import { hasKey, isJwk, isPem, shortJwk, shortKeys, showPem } from './show-key.ts'
import { showRequest, showRequestInLine, showResponse } from './show-http.ts'
import type { CallResult } from './evidence.ts'
import { NOT_PLAIN, plain } from './plain.ts'

const MAX_BYTES = 24
const MAX_TEXT = 160

/** A value in a form that a learner could type: bytes in hex, texts in quotes; long ones are cut. */
export function show(value: unknown, maxText = MAX_TEXT): string {
  if (value === NOT_PLAIN) return 'a value that is not plain data'
  if (value instanceof Uint8Array) return showBytes(value)
  if (typeof value === 'string') return showText(value, maxText)
  if (typeof value === 'object' && value !== null) {
    const text = inspect(withoutBytes(value), {
      depth: 6,
      breakLength: 100,
      compact: 3,
      maxArrayLength: 20,
      maxStringLength: maxText,
    })
    return text.length > 600 ? `${text.slice(0, 600)}…` : text
  }
  return inspect(value)
}

/** With bytes and keys as `inspect` is to write them. */
function withoutBytes(value: unknown): unknown {
  if (value === NOT_PLAIN) return { [inspect.custom]: () => '(no plain data)' }
  if (typeof value === 'string' && isPem(value)) return { [inspect.custom]: () => showPem(value) }
  if (value instanceof Uint8Array) return { [inspect.custom]: () => showBytes(value) }
  if (Array.isArray(value)) return shortKeys(value).map(withoutBytes)
  if (isPlainObject(value) && !(inspect.custom in value)) {
    const members = Object.entries(isJwk(value) ? shortJwk(value) : value)
    return Object.fromEntries(members.map(([name, member]) => [name, withoutBytes(member)]))
  }
  return value
}

function showBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, MAX_BYTES), byte => byte.toString(16).padStart(2, '0')).join(' ')
  const more = bytes.length > MAX_BYTES ? ' …' : ''
  return bytes.length === 0 ? 'no bytes' : `bytes [ ${shown}${more} ] (${bytes.length})`
}

function showText(text: string, maxText: number): string {
  if (isPem(text)) return showPem(text)
  const quoted = inspect(text.length > maxText ? text.slice(0, maxText) : text)
  return text.length > maxText ? `${quoted}… (${text.length} characters)` : quoted
}

/** What came back, in words, for a described value. */
export function showDescribed(described: Described): string {
  if (described.type === 'exotic') return described.text
  if (described.type === 'response') return showResponse(described)
  if (described.type === 'error') return `an error object: ${described.name}: ${described.message}`
  if (described.type === 'bytes' && described.name !== 'Uint8Array' && described.name !== 'Buffer')
    return `${showBytes(described.value)} in a ${described.name}`
  return show(withWords(described))
}

/** A described value as `show` takes it, with words where a member has no plain form: `{ fetch: (a function) }`. */
function withWords(described: Described): unknown {
  if (described.type === 'array') return described.items.map(withWords)
  if (described.type === 'object')
    return Object.fromEntries(described.entries.map(([name, member]) => [name, withWords(member)]))
  if (described.type === 'exotic') return { [inspect.custom]: () => `(${described.text})` }
  if (described.type === 'error') return { [inspect.custom]: () => `(an error, ${described.name})` }
  return plain(described)
}

/** The call as a learner would write it. */
export function showCall(name: string, args: readonly unknown[]): string {
  return `${name}(${showArguments(args).join(', ')})`
}

/** So many characters of a call are shown where it only leads to another one. */
const MAX_BEFORE = 160

/** A call that was made before the one in question, on one line and cut where it is long; a property without brackets. */
export function showCallBefore({ name, kind, args }: Pick<CallResult, 'name' | 'kind' | 'args'>): string {
  if (kind === 'property') return name
  const shown = args.map((arg, index) =>
    arg instanceof WebRequest ? showRequestInLine(arg) : (showArguments(args)[index] as string),
  )
  const call = `${name}(${shown.join(', ')})`.replace(/\s+/g, ' ')
  return call.length > MAX_BEFORE ? `${call.slice(0, MAX_BEFORE)}…` : call
}

/** Each argument as a learner would write it; a request as HTTP. */
export function showArguments(args: readonly unknown[]): string[] {
  const isHandler = args.some(arg => arg instanceof WebRequest)
  return args.map(arg => {
    if (arg instanceof WebRequest) return showRequest(arg)
    if (arg instanceof Uint8Array) return `${showBytes(arg)}${asText(arg)}`
    return isHandler ? show(fewRecords(arg), 40) : show(arg, 220)
  })
}

/** What a handler gets beside the request, with one record of each of its tables: `users: { ada: {...}, … 4 more }`. */
function fewRecords(context: unknown): unknown {
  if (!isPlainObject(context)) return context
  return Object.fromEntries(
    Object.entries(context).map(([name, table]) => {
      const records = isPlainObject(table) ? Object.entries(table) : []
      if (records.length < 2 || !records.every(([, record]) => isPlainObject(record))) return [name, table]
      const [first] = records as [[string, unknown]]
      const shown = show(Object.fromEntries([first]), 40)
        .replace(/\s+/g, ' ')
        .replace(/ \}$/, '')
      return [name, { [inspect.custom]: () => `${shown}, … ${records.length - 1} more }` }]
    }),
  )
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** So many characters of an argument are told in full. */
const MAX_FULL = 20_000

/** The call with its keys whole; null when nothing of it was shown short. */
export function showCallInFull(name: string, args: readonly unknown[]): string | null {
  if (!args.some(hasKey)) return null
  const shown = args.map((arg, index) =>
    hasKey(arg)
      ? inspect(arg, { depth: 6, maxArrayLength: null, maxStringLength: null }).slice(0, MAX_FULL)
      : showArguments(args)[index],
  )
  return `${name}(${shown.join(', ')})`
}

/** The text behind bytes, when it can be read. */
function asText(bytes: Uint8Array): string {
  if (bytes.length < 3 || bytes.length > 64) return ''
  const text = Buffer.from(bytes).toString('latin1')
  return /^[\x20-\x7e]+$/.test(text) ? ` "${text}"` : ''
}

/** Rows that set two values under each other, with a mark under the first difference. */
export function compareRows(expected: unknown, actual: unknown): string[] {
  if (typeof expected === 'string' && typeof actual === 'string') {
    return tokenRows(expected, actual) ?? textRows(expected, actual)
  }
  if (expected instanceof Uint8Array && actual instanceof Uint8Array) return byteRows(expected, actual)
  return []
}

const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]*$/
const PARTS = ['header', 'payload', 'signature'] as const

/** Two tokens, part by part: equal parts in a word, the first different one decoded. Null when one is no token. */
function tokenRows(expected: string, actual: string): string[] | null {
  if (!TOKEN.test(expected) || !TOKEN.test(actual) || expected === actual) return null
  const [wanted, got] = [expected.split('.'), actual.split('.')]
  const first = PARTS.findIndex((_, index) => wanted[index] !== got[index])
  const part = PARTS[first] as (typeof PARTS)[number]
  const decoded = (segment: string): Buffer => Buffer.from(segment, 'base64url')
  const [left, right] = [decoded(wanted[first] as string), decoded(got[first] as string)]
  const rows = first > 0 ? [`${PARTS.slice(0, first).join(' and ')}: as expected`] : []
  rows.push(`${part}: different, decoded:`)
  if (part === 'signature') return [...rows, ...byteRows(left, right)]
  return [...rows, ...textRows(left.toString('utf8'), right.toString('utf8'))]
}

const WINDOW = 44
/** What may not take exactly one column, or can't be seen; letters of Latin, Greek, Cyrillic and Armenian script can. */
const UNCERTAIN = /[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02af\u0370-\u0377\u037b-\u0482\u048a-\u0556]/g

function textRows(expected: string, actual: string): string[] {
  let at = 0
  while (at < expected.length && at < actual.length && expected[at] === actual[at]) at++
  const start = Math.max(0, at - 20)
  const cut = (text: string): string => {
    if (text === '') return '(empty)'
    const part = text.slice(start, start + WINDOW).replace(UNCERTAIN, '·')
    return `${start > 0 ? '…' : ''}${part}${text.length > start + WINDOW ? '…' : ''}`
  }
  const mark = ' '.repeat(at - start + (start > 0 ? 1 : 0))
  return [
    `expected  ${cut(expected)}`,
    `yours     ${cut(actual)}`,
    `          ${mark}^ ${differenceInWords(expected, actual, at, 'character')}${codePoints(expected, actual, at)}`,
  ]
}

/** The code points at a difference where one of them is not a character that everybody knows by sight. */
function codePoints(expected: string, actual: string, at: number): string {
  const [left, right] = [expected.codePointAt(at), actual.codePointAt(at)]
  if (left === undefined || right === undefined) return ''
  const isPlain = (point: number): boolean => point > 0x20 && point < 0x7f
  const name = (point: number): string => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
  return isPlain(left) && isPlain(right) ? '' : `: ${name(left)} expected, ${name(right)} came`
}

const BYTE_WINDOW = 12

function byteRows(expected: Uint8Array, actual: Uint8Array): string[] {
  let at = 0
  while (at < expected.length && at < actual.length && expected[at] === actual[at]) at++
  const start = Math.max(0, at - 5)
  const cells = (bytes: Uint8Array, form: (byte: number) => string): string =>
    Array.from(bytes.subarray(start, start + BYTE_WINDOW), form).join(' ')
  const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
  const char = (byte: number): string =>
    byte >= 0x20 && byte <= 0x7e ? ` ${String.fromCharCode(byte)}` : ' ·'
  const dots = start > 0 ? '… ' : ''
  const mark = ' '.repeat((at - start) * 3 + dots.length)
  return [
    `expected  ${dots}${cells(expected, hex) || '(none)'}`,
    `  as text ${dots}${cells(expected, char)}`,
    `yours     ${dots}${cells(actual, hex) || '(none)'}`,
    `  as text ${dots}${cells(actual, char)}`,
    `          ${mark}^^ ${differenceInWords(expected, actual, at, 'byte')}`,
  ]
}

function differenceInWords(
  expected: ArrayLike<unknown>,
  actual: ArrayLike<unknown>,
  at: number,
  unit: string,
): string {
  const lengths =
    expected.length === actual.length ? '' : ` (${expected.length} expected, ${actual.length} came)`
  if (at >= actual.length) return `yours ends here${lengths}`
  if (at >= expected.length) return `yours goes on here${lengths}`
  return `first difference: the ${ordinal(at)} ${unit}${lengths}`
}

/** The place that an index names, counted from one, as people count: 0 is "1st". */
export function ordinal(index: number): string {
  const place = index + 1
  const ending = place % 100 > 10 && place % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th')
  return `${place}${ending}`
}
