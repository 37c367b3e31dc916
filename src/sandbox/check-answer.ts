/**
 * Checks the shape of what a sandbox process sent before anything of it is used: whoever got hold of the line could send
 * anything, and the host's own thread has no deadline. Every walk is bounded by what was asked for.
 */
import type { Answer } from './protocol.ts'
import { EXOTIC_KINDS } from './types.ts'

/** What may be in all of an answer; the sandbox itself stays below each of them. */
const MOST_VALUES = 2_200_000
const MOST_DEPTH = 30
const MOST_TEXT = 8_000_001
const MOST_WORDS = 200_000
const MOST_DIGITS = 5_000
const MOST_REFUSALS = 20
const MOST_NAMES = 2_000
const MOST_CALLED = 10_000

type Members = Record<string, unknown>

const LOAD_PROBLEMS = ['syntax', 'import', 'missing-file', 'missing-export', 'timeout', 'crash']
const INSTEAD = ['empty', 'not-exported', 'no-function', 'other']
const FAULTS = ['unhandled-rejection', 'crash']
const BUFFERS = ['kept', 'overwritten', 'detached']

/** What an answer is an answer to. */
export type Expected = {
  number: number
  type: 'loaded' | 'answer' | 'heap'
  /** Of a question about calls. */
  argumentCounts: number[]
  /** Of a question about the heap. */
  needles: number
  token: string
}

/** Whether this is an answer of ours to the question that is being answered. */
export function isAnswerTo(message: unknown, expected: Expected): message is Answer {
  if (!isPlain(message)) return false
  if (message.token !== expected.token || message.number !== expected.number) return false
  if (message.type === 'fault')
    return (
      isFault(message.fault) && isCount(message.callIndex, Math.max(0, expected.argumentCounts.length - 1))
    )
  if (message.type !== expected.type) return false
  if (message.type === 'heap')
    return (
      isCount(message.bytes, Number.MAX_SAFE_INTEGER) &&
      isListOf(message.held, expected.needles) &&
      message.held.every(held => typeof held === 'boolean')
    )
  if (!isText(message.console, MOST_WORDS)) return false
  if (!isList(message.refusals, MOST_REFUSALS, isRefusal)) return false
  if (message.type === 'loaded') return isLoadReport(message.report)
  const { argumentCounts } = expected
  const left = { values: MOST_VALUES }
  const { answers } = message
  if (!isListOf(answers, argumentCounts.length)) return false
  for (let index = 0; index < answers.length; index++)
    if (!isCallAnswer(answers[index], argumentCounts[index] as number, left)) return false
  return true
}

function isCallAnswer(answer: unknown, argumentCount: number, left: { values: number }): boolean {
  if (typeof answer === 'string') return answer.length < MOST_TEXT
  if (answer instanceof ArrayBuffer) return answer.byteLength < MOST_TEXT
  if (!isPlain(answer)) return false
  const { outcome, argsAfter, buffers, watched, called } = answer
  if (!isList(called, MOST_CALLED, one => isCalled(one, left))) return false
  if (!isOne(BUFFERS, buffers) || !isOutcome(outcome, left)) return false
  if (watched !== null && !isWatched(watched)) return false
  // Calls that were waited for tell nothing of their arguments.
  return (
    (isListOf(argsAfter, argumentCount) || isListOf(argsAfter, 0)) &&
    argsAfter.every(after => after === 'untouched' || isDescribed(after, 0, left))
  )
}

function isOutcome(outcome: unknown, left: { values: number }): boolean {
  if (!isPlain(outcome)) return false
  switch (outcome.kind) {
    case 'value':
      return isDescribed(outcome.value, 0, left)
    case 'thrown':
      return (
        isDescribed(outcome.value, 0, left) &&
        isTextOrNull(outcome.jwtCode) &&
        (outcome.refused === null || isRefusal(outcome.refused)) &&
        isPlaceOrNull(outcome.place)
      )
    case 'broken':
      // All other causes are seen by the host itself, but that a promise never settles.
      return (
        isOne(['stack-overflow', 'timeout', 'never-settles'], outcome.cause) &&
        isText(outcome.message, MOST_WORDS) &&
        isPlaceOrNull(outcome.place)
      )
    default:
      return false
  }
}

function isDescribed(value: unknown, depth: number, left: { values: number }): boolean {
  if (depth > MOST_DEPTH || --left.values < 0 || !isPlain(value)) return false
  switch (value.type) {
    case 'undefined':
    case 'null':
      return true
    case 'boolean':
    case 'number':
      return typeof value.value === value.type
    case 'bigint':
      return isText(value.value, MOST_DIGITS)
    case 'string':
      return isText(value.value, MOST_TEXT)
    case 'exotic':
      return isText(value.text, MOST_WORDS) && (value.is === undefined || isOne(EXOTIC_KINDS, value.is))
    case 'error':
      return isText(value.name, MOST_WORDS) && isText(value.message, MOST_WORDS) && isTextOrNull(value.code)
    case 'bytes':
      return value.value instanceof ArrayBuffer && isText(value.name, MOST_WORDS)
    case 'response':
      return (
        isCount(value.status, 999) &&
        isList(value.headers, MOST_NAMES, isHeader) &&
        value.body instanceof ArrayBuffer
      )
    case 'array': {
      const { items } = value
      return isDense(items, left.values) && items.every(item => isDescribed(item, depth + 1, left))
    }
    case 'object': {
      const { name, entries } = value
      return (
        isTextOrNull(name) &&
        isDense(entries, left.values) &&
        entries.every(
          entry =>
            isListOf(entry, 2) && typeof entry[0] === 'string' && isDescribed(entry[1], depth + 1, left),
        )
      )
    }
    default:
      return false
  }
}

function isSubject(about: unknown): boolean {
  if (!isPlain(about)) return false
  switch (about.kind) {
    case 'no-export':
      return isText(about.from, MOST_WORDS) && isText(about.name, MOST_WORDS)
    case 'no-file':
      return isText(about.path, MOST_WORDS)
    default:
      return about.kind === 'thrown' && isText(about.name, MOST_WORDS) && isText(about.message, MOST_WORDS)
  }
}

function isLoadReport(report: unknown): boolean {
  if (!isPlain(report) || !isNames(report.imported)) return false
  if (report.kind === 'problem') {
    const { problem } = report
    return (
      isPlain(problem) &&
      isOne(LOAD_PROBLEMS, problem.kind) &&
      isText(problem.message, MOST_WORDS) &&
      isTextOrNull(problem.file) &&
      isCountOrNull(problem.line) &&
      isCountOrNull(problem.column) &&
      (problem.about === undefined || isSubject(problem.about))
    )
  }
  const { insteadOf } = report
  return (
    report.kind === 'loaded' &&
    typeof report.notStarted === 'boolean' &&
    isNames(report.missing) &&
    isNames(report.missingEarlier) &&
    (insteadOf === undefined ||
      (isPlain(insteadOf) && isOne(INSTEAD, insteadOf.kind) && isNames(insteadOf.exports)))
  )
}

const isCalled = (value: unknown, left: { values: number }): boolean =>
  isPlain(value) && isText(value.name, MOST_WORDS) && isDescribed(value.details, 0, left)
const isNames = (value: unknown): boolean => isList(value, MOST_NAMES, name => isText(name, MOST_WORDS))
const isHeader = (value: unknown): boolean =>
  isListOf(value, 2) && value.every(part => isText(part, MOST_WORDS))
const isFault = (value: unknown): boolean =>
  isPlain(value) &&
  isOne(FAULTS, value.cause) &&
  isText(value.message, MOST_WORDS) &&
  isPlaceOrNull(value.place)
const isRefusal = (value: unknown): boolean =>
  isPlain(value) &&
  isText(value.what, MOST_WORDS) &&
  isOne(['taken-away', 'forbidden'], value.kind) &&
  isText(value.message, MOST_WORDS)
const isWatched = (value: unknown): boolean =>
  isPlain(value) && isCount(value.work, Number.MAX_SAFE_INTEGER) && isNames(value.earlyExits)
const isPlaceOrNull = (value: unknown): boolean =>
  value === null ||
  (isPlain(value) &&
    isText(value.file, MOST_WORDS) &&
    isCountOrNull(value.line) &&
    isCountOrNull(value.column))

function isPlain(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length < most
const isTextOrNull = (value: unknown): boolean => value === null || isText(value, MOST_WORDS)
const isOne = (list: readonly string[], value: unknown): boolean =>
  typeof value === 'string' && list.includes(value)
const isCount = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most
const isCountOrNull = (value: unknown): boolean => value === null || isCount(value, Number.MAX_SAFE_INTEGER)
/** A list without holes: `every` passes over those, and four thousand million of them take minutes. */
const isDense = (value: unknown, most: number): value is unknown[] =>
  Array.isArray(value) && value.length <= most && value.length === Object.keys(value).length
const isListOf = (value: unknown, length: number): value is unknown[] =>
  Array.isArray(value) && value.length === length && isDense(value, length)
const isList = (value: unknown, most: number, isItem: (item: unknown) => boolean): boolean =>
  isDense(value, most) && value.every(isItem)
