/**
 * Carries out calls that may go on after they returned. Unlike other calls they give the process back to its event loop:
 * timers of learner code run, and so do slow functions of node:crypto.
 */
import type { CallAnswer, CallRequest, EncodedCall, FunctionName, WireOutcome } from '../protocol.ts'
import { argumentsAfter, type CallContext, type CallsRun, faultOf, invoke, prepare, thrown } from './call.ts'
import { createBudget, describe } from './describe.ts'
import * as p from './primordials.ts'
import { isResponse, readResponse } from './web.ts'
import { noteCall } from './wire.ts'

export type Waiting = {
  /** Nothing is left that could ever happen. */
  onIdle: () => void
  onFault: () => void
}

const startTimer = setTimeout
const stopTimer = clearTimeout
// A timer of ours alone does not keep the process waiting: a promise that never settles is known at once.
const timers = p.getPrototypeOf(startOnce()) as NodeJS.Timeout
const { unref } = timers
const later = setImmediate

/**
 * From now on timers of learner code keep the process waiting, whatever it says of them: in a server, which listens, they all
 * fire. Before the prototypes are closed.
 */
export function keepTimers(): void {
  const kept = function unref(this: NodeJS.Timeout): NodeJS.Timeout {
    return this
  }
  p.defineProperty(timers, 'unref', { value: kept, writable: true, configurable: true })
}

function startOnce(): NodeJS.Timeout {
  const timer = setTimeout(() => {}, 0)
  clearTimeout(timer)
  return timer
}

/** Begins the calls; `done` is called once, outside of any promise of learner code. */
export function runAwaitedCalls(
  request: CallRequest,
  context: CallContext,
  done: (carried: CallsRun) => void,
): Waiting {
  const { length } = request.calls
  const isTogether = request.turns === 'together'
  const watcher = request.comparisonsOf === null ? null : context.watcher
  const answers = p.listOf<CallAnswer>(length)
  let open = length
  let next = 0
  let ended = false
  const end = (carried: CallsRun): void => {
    if (ended) return
    ended = true
    later(() => done(carried))
  }
  const begin = (): void => {
    if (ended || next >= length) return
    const index = next++
    noteCall()
    const call = request.calls[index] as EncodedCall
    const of = request.functions[call.of] as FunctionName
    const prepared = prepare(call.args, context.given)
    // Which one hangs of many that run at once, nobody else can tell.
    const timer = isTogether ? startTimer(() => answered(slow(request.callMs)), request.callMs) : null
    if (timer !== null) p.apply(unref, timer, [])
    if (request.comparisonsOf !== null) watcher?.start(request.comparisonsOf)
    const answered = (outcome: WireOutcome): void => {
      if (answers[index] !== undefined) return
      if (timer !== null) stopTimer(timer)
      answers[index] = {
        outcome,
        ...argumentsAfter(prepared, call.args),
        watched: watcher?.stop() ?? null,
        called: context.calls.take(),
      }
      open--
      if (open === 0) end({ answers, fault: null, callIndex: 0 })
      else if (!isTogether) later(begin)
    }
    settleOf[index] = answered
    const failed = (error: unknown): void => answered(thrown(error, context))
    const came = (value: unknown): void => {
      try {
        if (isResponse(value))
          readResponse(value, described => answered({ kind: 'value', value: described }), failed)
        else answered({ kind: 'value', value: describe(value, createBudget()) })
      } catch (error) {
        failed(error)
      }
    }
    try {
      const value = invoke(of, prepared.args, call.object, context)
      if (!p.isPromise(value)) came(value)
      else if (request.awaits) p.apply(p.promiseThen, p.ownPromise(value as Promise<unknown>), [came, failed])
      else {
        context.faults.ignore(value as object)
        came(value)
      }
    } catch (error) {
      failed(error)
    }
  }
  /** Answers a call that has begun. */
  const settleOf = p.listOf<((outcome: WireOutcome) => void) | undefined>(length)
  context.calls.give(request.given)
  context.given.give(request.given)
  if (isTogether) for (let index = 0; index < length; index++) begin()
  else begin()
  return {
    onIdle() {
      for (let index = 0; index < next; index++) settleOf[index]?.(NEVER)
    },
    onFault() {
      const fault = context.faults.take()
      if (fault !== null) end({ answers: [], fault: faultOf(fault, context.findPlace), callIndex: next - 1 })
    },
  }
}

const NEVER: WireOutcome = {
  kind: 'broken',
  cause: 'never-settles',
  message: 'the promise never settles: nothing is left that it could wait for',
  place: null,
}

function slow(callMs: number): WireOutcome {
  return { kind: 'broken', cause: 'timeout', message: `no answer within ${callMs / 1000} s`, place: null }
}
