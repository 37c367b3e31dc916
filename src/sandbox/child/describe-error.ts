/** What learner code threw, in words and places. */
import type { Place } from '../types.ts'
import { describe } from './describe.ts'
import * as p from './primordials.ts'

/** An error or any thrown value as one line. */
export function inWords(value: unknown): string {
  const described = describe(value)
  if (described.type === 'error')
    return described.message === '' ? described.name : `${described.name}: ${described.message}`
  if (described.type === 'string') return `the text '${p.slice(described.value, 0, 200)}'`
  if (described.type === 'exotic') return described.text
  if (described.type === 'undefined' || described.type === 'null') return described.type
  if (described.type === 'number' || described.type === 'boolean') return `${described.value}`
  return `a value of type ${described.type}`
}

/** Where an error was thrown; null when it does not tell. */
export function placeOf(error: unknown, findPlace: (stack: unknown) => Place | null): Place | null {
  if (typeof error !== 'object' || error === null || p.isProxy(error)) return null
  try {
    return findPlace((error as { stack?: unknown }).stack)
  } catch {
    return null
  }
}

/** Whether the error is the one of V8 for too many nested calls. */
export function isStackOverflow(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || p.isProxy(error) || !p.isNativeError(error)) return false
  const described = describe(error)
  return (
    described.type === 'error' &&
    described.name === 'RangeError' &&
    described.message === 'Maximum call stack size exceeded'
  )
}
