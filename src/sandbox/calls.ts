/** Calls of learner code on their way to the sandbox, and what came back of them. */
import { encodeArguments, ownBytes, receiveDescribed } from './encode.ts'
import type { CallAnswer, CallRequest, FunctionName, ShortAnswer } from './protocol.ts'
import type { Call, CallReport, Described, Turns } from './types.ts'

export type CallOptions = {
  /** Longest time of the round trip in all, in milliseconds. */
  deadlineMs?: number
  /** Longest time of one call, in milliseconds. */
  callMs?: number
  comparisonsOf?: Uint8Array[]
  /** Gives the process back to its event loop until a call is over: for Responses, and for promises that are awaited. */
  turns?: Turns
  /** Waits for promises; without it a promise is what was returned. */
  awaits?: boolean
  /** What watched built-ins are told: `{ clock: 0, random: 0.5, scrypt: 'real' }`. Applies to these calls only. */
  given?: Record<string, unknown>
}

/** A call of a process that gave no answer. */
export function brokenReport(outcome: CallReport['outcome']): CallReport {
  return { outcome, argsAfter: [], buffers: 'kept', watched: null, called: [] }
}

/** Calls as they travel: a function that is called many times is named once. */
export function callRequestOf(
  calls: Call[],
  { comparisonsOf, turns, awaits, callMs, given }: CallOptions & { callMs: number },
): Omit<CallRequest, 'number'> {
  const functions: FunctionName[] = []
  const placeOf = ({ file, name }: Call): number => {
    const found = functions.findIndex(known => known.file === file && known.name === name)
    return found >= 0 ? found : functions.push({ file, name }) - 1
  }
  const encoded = calls.map(call => ({
    of: placeOf(call),
    args: encodeArguments(call.args),
    ...(call.object === undefined ? {} : { object: call.object }),
  }))
  return {
    type: 'call',
    functions,
    calls: encoded,
    comparisonsOf: comparisonsOf?.map(ownBytes) ?? null,
    turns: turns ?? (awaits ? 'one-by-one' : null),
    awaits: awaits === true,
    callMs,
    given: given ?? {},
  }
}

/** What came back, with bytes of our own. */
export function callReportOf(answer: CallAnswer | ShortAnswer, { args }: Call): CallReport {
  if (typeof answer === 'string' || answer instanceof ArrayBuffer) {
    const value: Described =
      typeof answer === 'string'
        ? { type: 'string', value: answer }
        : { type: 'bytes', value: new Uint8Array(answer), name: 'Uint8Array' }
    return {
      outcome: { kind: 'value', value },
      argsAfter: args.map(() => 'untouched' as const),
      buffers: 'kept',
      watched: null,
      called: [],
    }
  }
  const { outcome, argsAfter, buffers, watched, called } = answer
  const received =
    outcome.kind === 'broken' ? outcome : { ...outcome, value: receiveDescribed(outcome.value) }
  return {
    outcome: received,
    argsAfter: argsAfter.map(after => (after === 'untouched' ? after : receiveDescribed(after))),
    buffers,
    watched,
    called: called.map(({ name, details }) => ({ name, details: receiveDescribed(details) })),
  }
}
