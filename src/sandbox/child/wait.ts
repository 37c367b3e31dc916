/**
 * Carries out calls whose promises are waited for. Unlike other calls they give the process back to its event loop:
 * timers of learner code run, and so do slow functions of node:crypto.
 */
import type { CallAnswer, CallRequest, EncodedCall, FunctionName, WireOutcome } from '../protocol.ts'
import { type CallContext, type CallsRun, faultOf, invoke, thrown } from './call.ts'
import { decodeArgument } from './decode.ts'
import { createBudget, describe } from './describe.ts'
import * as p from './primordials.ts'
import { isResponse, readResponse } from './web.ts'
import { noteCall } from './wire.ts'

export type Waiting = {
  /** Nothing is left that could ever happen. */
  onIdle: () => void
  onFault: () => void
}

/** Begins the calls; `done` is called once, outside of any promise of learner code. */
export function runAwaitedCalls(
  request: CallRequest,
  context: CallContext,
  later: (run: () => void) => void,
  done: (carried: CallsRun) => void,
): Waiting {
  const { length } = request.calls
  const answers = p.listOf<CallAnswer>(length)
  let open = length
  let next = 0
  let ended = false
  const end = (carried: CallsRun): void => {
    if (ended) return
    ended = true
    later(() => done(carried))
  }
  const answered = (index: number, outcome: WireOutcome): void => {
    if (answers[index] !== undefined) return
    answers[index] = { outcome, argsAfter: [], buffers: 'kept', watched: null }
    open--
    if (open === 0) end({ answers, fault: null, callIndex: 0 })
    else if (request.turns === 'one-by-one') later(begin)
  }
  const begin = (): void => {
    if (ended || next >= length) return
    const index = next++
    noteCall()
    const call = request.calls[index] as EncodedCall
    const of = request.functions[call.of] as FunctionName
    const failed = (error: unknown): void => answered(index, thrown(error, context))
    const came = (value: unknown): void => {
      try {
        if (isResponse(value))
          readResponse(value, described => answered(index, { kind: 'value', value: described }), failed)
        else answered(index, { kind: 'value', value: describe(value, createBudget()) })
      } catch (error) {
        failed(error)
      }
    }
    try {
      const args = p.listOf<unknown>(call.args.length)
      for (let at = 0; at < args.length; at++)
        args[at] = decodeArgument(call.args[at] as EncodedCall['args'][number])
      const value = invoke(of, args, call.object, context)
      if (p.isPromise(value) && !request.awaits) context.faults.ignore(value as object)
      if (p.isPromise(value) && request.awaits)
        p.apply(p.promiseThen, p.ownPromise(value as Promise<unknown>), [came, failed])
      else came(value)
    } catch (error) {
      failed(error)
    }
  }
  if (request.turns === 'one-by-one') begin()
  else for (let index = 0; index < length; index++) begin()
  return {
    onIdle() {
      for (let index = 0; index < length; index++) if (answers[index] === undefined) answered(index, NEVER)
    },
    onFault() {
      const fault = context.faults.take()
      if (fault !== null) end({ answers: [], fault: faultOf(fault, context.findPlace), callIndex: next - 1 })
    },
  }
}

const NEVER: WireOutcome = {
  kind: 'broken',
  cause: 'timeout',
  message: 'the promise never settles: nothing is left that it could wait for',
  place: null,
}
