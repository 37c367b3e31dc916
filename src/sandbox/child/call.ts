/** Carries out calls of learner functions. */
import { NO_OBJECT } from '../no-object.ts'
import {
  type CallAnswer,
  type CallRequest,
  type EncodedCall,
  type Fault,
  type FunctionName,
  MAX_NOTES,
  MISSING_EXPORT,
  type ShortAnswer,
  type WireOutcome,
} from '../protocol.ts'
import type { Place } from '../types.ts'
import { decodeArgument } from './decode.ts'
import { type Budget, createBudget, describe, inherits } from './describe.ts'
import type { Faults, RawFault } from './faults.ts'
import type { Given } from './given.ts'
import * as p from './primordials.ts'
import type { Refuser } from './refuse.ts'
import { buffersAfter, isUntouched, keptBytes } from './argument-changes.ts'
import type { Watcher } from './watch.ts'
import type { WatchedCalls } from './watched-calls.ts'
import { noteCall } from './wire.ts'
import { inWords, isStackOverflow, placeOf } from './describe-error.ts'

type LearnerFunction = (...args: unknown[]) => unknown

/** What a call needs to know; filled in when the lesson's files are loaded. */
export type CallContext = {
  /** A function of a loaded file. */
  find: (file: string, name: string) => LearnerFunction | undefined
  findPlace: (stack: unknown) => Place | null
  jwtErrorPrototype: object | null
  refuser: Refuser
  watcher: Watcher | null
  faults: Faults
  /** Objects that calls have made, by their numbers. */
  objects: Map<number, object>
  calls: WatchedCalls
  given: Given
}

export type CallsRun = { answers: (CallAnswer | ShortAnswer)[]; fault: Fault | null; callIndex: number }

/**
 * Carries out calls one after the other. Microtasks of a call run before the next call, and a fault in them belongs to
 * it; timers never run: what learner code starts in the background has no part in any answer.
 */
export function runCalls(request: CallRequest, context: CallContext): CallsRun {
  const { length } = request.calls
  const answers = p.listOf<CallAnswer>(length)
  const values = p.listOf<unknown>(length)
  const budget = createBudget()
  context.calls.give(request.given)
  context.given.give(request.given)
  for (let index = 0; index < length; index++) {
    if (index < MAX_NOTES) noteCall()
    const call = request.calls[index] as EncodedCall
    const of = request.functions[call.of] as FunctionName
    const carried = callOnce(of, call, request.comparisonsOf, budget, context)
    answers[index] = carried.answer
    values[index] = carried.value
    const fault = context.faults.settle()
    if (fault !== null) return { answers: [], fault: faultOf(fault, context.findPlace), callIndex: index }
  }
  if (length > 1) describeAgain(answers, values)
  const told = p.listOf<CallAnswer | ShortAnswer>(length)
  for (let index = 0; index < length; index++) told[index] = inShort(answers[index] as CallAnswer)
  return { answers: told, fault: null, callIndex: 0 }
}

/** The short form of an answer, where there is one. */
function inShort(answer: CallAnswer): CallAnswer | ShortAnswer {
  const { outcome, argsAfter, buffers, watched, called } = answer
  if (outcome.kind !== 'value' || watched !== null || buffers !== 'kept' || called.length > 0) return answer
  for (let index = 0; index < argsAfter.length; index++) if (argsAfter[index] !== 'untouched') return answer
  const { value } = outcome
  if (value.type === 'string') return value.value
  return value.type === 'bytes' && value.name === 'Uint8Array' ? value.value : answer
}

/** Describes what came back once more: a caller who keeps an answer sees it change when a later call writes into it. */
function describeAgain(answers: CallAnswer[], values: unknown[]): void {
  const budget = createBudget()
  for (let index = 0; index < answers.length; index++) {
    const { outcome } = answers[index] as CallAnswer
    const value = values[index]
    if (outcome.kind === 'value' && typeof value === 'object') outcome.value = describe(value, budget)
  }
}

/** A fault in words. */
export function faultOf(fault: RawFault, findPlace: CallContext['findPlace']): Fault {
  return { cause: fault.cause, message: inWords(fault.reason), place: placeOf(fault.reason, findPlace) }
}

/** Carries out one call; `value` is what came back. */
export function callOnce(
  of: FunctionName,
  { args: encodedArgs, object }: Pick<EncodedCall, 'args' | 'object'>,
  comparisonsOf: ArrayBuffer[] | null,
  budget: Budget,
  context: CallContext,
): { answer: CallAnswer; value: unknown } {
  const { args, kept } = prepare(encodedArgs, context.given)
  const watcher = comparisonsOf === null ? null : context.watcher
  if (comparisonsOf !== null) watcher?.start(comparisonsOf)
  let outcome: WireOutcome
  let returned: unknown
  try {
    const value = invoke(of, args, object, context)
    if (p.isPromise(value)) context.faults.ignore(value as object)
    outcome = { kind: 'value', value: describe(value, budget) }
    returned = value
  } catch (error) {
    outcome = thrown(error, context)
  }
  const watched = watcher?.stop() ?? null
  const called = context.calls.take()
  const { argsAfter, buffers } = argumentsAfter({ args, kept }, encodedArgs)
  return { answer: { outcome, argsAfter, buffers, watched, called }, value: returned }
}

/** The arguments of a call, and copies of the short buffers behind them to compare with later. */
export type Prepared = { args: unknown[]; kept: (Uint8Array | null)[] }

/** Puts the arguments of a call together. */
export function prepare(encodedArgs: EncodedCall['args'], given: Given): Prepared {
  const { length } = encodedArgs
  const args = p.listOf<unknown>(length)
  const kept = p.listOf<Uint8Array | null>(length)
  for (let index = 0; index < length; index++) {
    const encoded = encodedArgs[index] as EncodedCall['args'][number]
    args[index] = decodeArgument(encoded, given)
    kept[index] = keptBytes(encoded)
  }
  return { args, kept }
}

/** What the call left of its arguments. */
export function argumentsAfter(
  { args, kept }: Prepared,
  encodedArgs: EncodedCall['args'],
): Pick<CallAnswer, 'argsAfter' | 'buffers'> {
  const { length } = encodedArgs
  const argsAfter = p.listOf<CallAnswer['argsAfter'][number]>(length)
  for (let index = 0; index < length; index++) {
    const encoded = encodedArgs[index] as EncodedCall['args'][number]
    const before = kept[index] as Uint8Array | null
    argsAfter[index] = isUntouched(args[index], encoded, before) ? 'untouched' : describe(args[index])
  }
  return { argsAfter, buffers: buffersAfter(encodedArgs, kept) }
}

/** What a call of something that is not exported throws: its code tells it from every error of the learner's own. */
function missingExport(name: string): Error {
  const error = new p.ErrorClass(`there is no function ${name}`)
  p.defineProperty(error, 'code', { value: MISSING_EXPORT })
  return error
}

/** Calls a function of a file, makes an object, or uses one that was made. */
export function invoke(
  { file, name }: FunctionName,
  args: unknown[],
  object: EncodedCall['object'],
  { find, objects }: CallContext,
): unknown {
  if (object === undefined || object.how === 'new' || object.how === 'keep') {
    const found = find(file, name)
    if (found === undefined) throw missingExport(name)
    if (object === undefined) return p.apply(found, undefined, args)
    if (object.how === 'new' && !isConstructor(found))
      throw new TypeErrorClass(`${name} is not a constructor`)
    const made = object.how === 'new' ? p.construct(found, args) : p.apply(found, undefined, args)
    p.apply(p.mapSet, objects, [object.id, made])
    return object.how === 'new' ? undefined : made
  }
  const owner = p.apply(p.mapGet, objects, [object.id]) as Record<string, unknown> | undefined
  if (owner === undefined) throw new p.ErrorClass(NO_OBJECT)
  if (object.how === 'apply') return p.apply(owner as unknown as LearnerFunction, undefined, args)
  const member = owner[name]
  if (object.how === 'get') return member
  if (typeof member !== 'function') throw new TypeErrorClass(`${name} is not a method of the object`)
  return p.apply(member as LearnerFunction, owner, args)
}

const TypeErrorClass = TypeError
const ObjectClass = Object

/** Whether `new` works with a function; nothing of it is carried out. */
function isConstructor(found: LearnerFunction): boolean {
  try {
    p.construct(ObjectClass, [], found)
    return true
  } catch {
    return false
  }
}

export function thrown(error: unknown, { refuser, jwtErrorPrototype, findPlace }: CallContext): WireOutcome {
  const place = placeOf(error, findPlace)
  if (isStackOverflow(error)) {
    return {
      kind: 'broken',
      cause: 'stack-overflow',
      message: 'too many nested calls, or too many arguments at once',
      place,
    }
  }
  const value = describe(error)
  const isJwtError =
    jwtErrorPrototype !== null &&
    typeof error === 'object' &&
    error !== null &&
    !p.isProxy(error) &&
    inherits(error, jwtErrorPrototype)
  const jwtCode = isJwtError && value.type === 'error' ? value.code : null
  return { kind: 'thrown', value, jwtCode, refused: refuser.refusalOf(error), place }
}
