/** Outcomes of learner code in words; nothing here runs or trusts what came back. */

import { NO_OBJECT } from '../sandbox/no-object.ts'
import { printable } from '../text/visible.ts'
import type { CallReport, Described, Outcome } from '../sandbox/types.ts'

/** What a picture draws of one call. */
export type Answer =
  | { kind: 'none' }
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'nothing' }
  | { kind: 'object'; value: Record<string, unknown> }
  /** It threw; `code` is the workspace's JwtErrorCode or null, `words` a sentence. */
  | { kind: 'refused'; code: string | null; words: string }
  /** Anything that is no answer: broken, exotic, of another type; `accepts` where void would have done. */
  | { kind: 'other'; words: string; accepts: boolean }

/** Reads a report; a missing one is `none`. Plain objects become values, so that they can be compared. */
export function answerOf(report: CallReport | undefined): Answer {
  if (report === undefined) return { kind: 'none' }
  const outcome = report.outcome
  if (outcome.kind !== 'value') return outcome.kind === 'broken' ? broken(outcome) : thrown(outcome)
  const value = outcome.value
  switch (value.type) {
    case 'string':
      return { kind: 'text', text: value.value }
    case 'bytes':
      return { kind: 'bytes', bytes: value.value }
    case 'undefined':
      return { kind: 'nothing' }
    case 'object': {
      const plain = toPlain(value)
      if (plain.exact) return { kind: 'object', value: plain.value as Record<string, unknown> }
      break
    }
  }
  const isPromise = value.type === 'exotic' && value.is === 'promise'
  return { kind: 'other', words: `returned ${describedInWords(value)}`, accepts: !isPromise }
}

/** An answer as the end of a sentence: `returned the string "Zg"`, `threw JwtError 'malformed'`. */
export function answerInWords(answer: Answer): string {
  switch (answer.kind) {
    case 'none':
      return 'has not answered yet'
    case 'text':
      return `returned the string ${JSON.stringify(short(answer.text))}`
    case 'bytes':
      return `returned ${answer.bytes.length} byte${answer.bytes.length === 1 ? '' : 's'}`
    case 'nothing':
      return 'returned nothing'
    case 'object':
      return `returned ${short(JSON.stringify(answer.value))}`
    default:
      return answer.words
  }
}

/**
 * Whether a function that returns void has accepted: it came back without throwing, with whatever value.
 * A promise is no verdict, because whether it refuses is known too late.
 */
export function isSilent(answer: Answer): boolean {
  if (answer.kind === 'other') return answer.accepts
  return answer.kind !== 'none' && answer.kind !== 'refused'
}

function thrown(outcome: Outcome & { kind: 'thrown' }): Answer {
  const at = outcome.place === null ? '' : ` (${outcome.place.file}:${outcome.place.line})`
  if (outcome.refused !== null) {
    const words = `was stopped: ${short(printable(outcome.refused.message))}${at}`
    return { kind: 'other', words, accepts: false }
  }
  if (outcome.jwtCode !== null) {
    return {
      kind: 'refused',
      code: outcome.jwtCode,
      words: `threw JwtError '${short(printable(outcome.jwtCode))}'${at}`,
    }
  }
  const value = outcome.value
  if (value.type === 'error' && value.name === 'NotImplementedError')
    return { kind: 'refused', code: null, words: 'is not written yet' }
  if (value.type === 'error' && value.message === NO_OBJECT)
    return { kind: 'other', words: `could not be called: ${NO_OBJECT}`, accepts: false }
  const what = value.type === 'error' ? `${value.name}: ${value.message}` : describedInWords(value)
  return { kind: 'refused', code: null, words: `threw ${short(printable(what))}${at}` }
}

function broken(outcome: Outcome & { kind: 'broken' }): Answer {
  const at = outcome.place === null ? '' : ` (${outcome.place.file}:${outcome.place.line})`
  return {
    kind: 'other',
    words: `gave no answer (${outcome.cause}): ${short(printable(outcome.message))}${at}`,
    accepts: false,
  }
}

/** A value in words, with its article. */
export function describedInWords(value: Described): string {
  switch (value.type) {
    case 'undefined':
    case 'null':
      return value.type
    case 'boolean':
      return `the value ${value.value}`
    case 'number':
      return `the number ${value.value}`
    case 'bigint':
      return `the BigInt ${short(value.value)}n`
    case 'string':
      return `the text ${JSON.stringify(short(value.value))}`
    case 'bytes':
      return `${value.value.length} byte${value.value.length === 1 ? '' : 's'}`
    case 'array':
      return `an array of ${value.items.length} item${value.items.length === 1 ? '' : 's'}`
    case 'object':
      return value.name === null ? 'an object' : `an object of class ${short(printable(value.name))}`
    case 'error':
      return `the error ${short(printable(`${value.name}: ${value.message}`))}`
    case 'response':
      return `a Response with the status ${value.status}`
    case 'exotic':
      return short(printable(value.text))
  }
}

/** JSON-like data of a description; `exact` is false when something in it is not JSON. */
export function toPlain(value: Described): { value: unknown; exact: boolean } {
  switch (value.type) {
    case 'null':
      return { value: null, exact: true }
    case 'boolean':
    case 'string':
    case 'number':
      return { value: value.value, exact: true }
    case 'array': {
      const items = value.items.map(toPlain)
      return { value: items.map(item => item.value), exact: items.every(item => item.exact) }
    }
    case 'object': {
      const entries = value.entries.map(([name, member]): [string, { value: unknown; exact: boolean }] => [
        name,
        toPlain(member),
      ])
      return {
        value: Object.fromEntries(entries.map(([name, member]) => [name, member.value])),
        exact: entries.every(([, member]) => member.exact),
      }
    }
    default:
      return { value: null, exact: false }
  }
}

function short(text: string): string {
  const characters = Array.from(text)
  return characters.length <= 80 ? text : `${characters.slice(0, 77).join('')}...`
}
