/** Calls of learner code: functions, classes, methods. */
import { inspect } from 'node:util'
import type { CallOptions } from '../../sandbox/calls.ts'
import type { Call, CallReport, Described, ObjectUse, Turns } from '../../sandbox/types.ts'
import type { CallKind, CallResult, Expected } from '../diagnose/evidence.ts'
import { brokenFinding, explain, type Situation } from '../diagnose/explain.ts'
import { evidenceOf } from '../diagnose/evidence.ts'
import { LearnerFailure } from '../diagnose/failure.ts'
import type { LessonPart } from '../settings.ts'
import { isUnchanged } from './expect.ts'
import { filesToLoad, type Session } from './session.ts'

/** Carries out calls of learner code, in one round trip. */
export type Ask = (calls: Call[], options: CallOptions) => Promise<CallReport[]>

/** An object that the learner's class made, or a function that the learner's function returned. */
export type LearnerObject = {
  /** The call that made it. */
  made: CallResult
  /** Calls a method once. */
  call: (method: string, ...args: unknown[]) => Promise<CallResult>
  /** Calls a method once for each list of arguments, in one round trip. */
  callMany: (method: string, argLists: readonly unknown[][], options?: CallOptions) => Promise<CallResult[]>
  /** Calls what was kept, a function, once for each list of arguments. */
  apply: (argLists: readonly unknown[][], turns: Turns, options?: CallOptions) => Promise<CallResult[]>
  /** Reads a property, a getter for instance. */
  get: (name: string) => Promise<CallResult>
}

type Kept = ObjectUse & { of: string; before: CallResult[] }

const KINDS: Record<ObjectUse['how'], CallKind> = {
  new: 'class',
  keep: 'function',
  apply: 'handler',
  method: 'method',
  get: 'property',
}

/** So many calls on an object are remembered; a diagnosis shows fewer. */
const MOST_BEFORE = 8

/** What is expected of a call whose result is called later. */
const A_FUNCTION = Object.assign(() => {}, { [inspect.custom]: () => 'a function' })
/** A Proxy of a function is one, too; another one shows when it is called. */
const isCallable = (value: Described): boolean =>
  value.type === 'exotic' && ['a function', 'a Proxy'].includes(value.text)

/** Numbers of objects are never used twice in a thread: tests of one sandbox run side by side. */
let objects = 0

/** A call of a function of the lesson, or of an earlier one that it uses. */
export function callOf(lesson: LessonPart, name: string, args: readonly unknown[]): Call {
  const file = filesToLoad(lesson).find(({ exports }) => exports.includes(name))?.path
  return { file: file ?? (lesson.files[0] as string), name, args: [...args] }
}

/** Whether promises of a call are awaited, by the name that the front matter gives it. */
export function waitingOf({ web, async }: LessonPart, name: string): CallOptions {
  return { ...(web && { turns: 'one-by-one' }), ...(async.includes(name) && { awaits: true }) }
}

/** The calls that a test can make, and its looks into the memory; `made` hears of each result. */
export function createCalls(
  ask: Ask,
  lesson: LessonPart,
  situation: Situation,
  { made, heap }: { made: (results: CallResult[]) => void; heap: Session['heap'] },
) {
  /** The last calls; under the very last the code broke down when a look into the memory gets no answer. */
  let latest: CallResult[] = []
  const callMany = async (
    name: string,
    argLists: readonly unknown[][],
    options: CallOptions = {},
    object?: Kept,
  ): Promise<CallResult[]> => {
    if (argLists.length === 0) return []
    const use = object === undefined ? {} : { object: { how: object.how, id: object.id } }
    const { file } = callOf(lesson, object?.of ?? name, [])
    const calls = argLists.map((args): Call => ({ file, name, args: [...args], ...use }))
    const reports = await ask(calls, {
      ...waitingOf(lesson, asyncName(name, object)),
      ...options,
    })
    const shown = nameOf(name, object)
    const results: CallResult[] = []
    for (const [index, report] of reports.entries()) {
      const before = object === undefined ? [] : [...object.before]
      const kind = object === undefined ? 'function' : KINDS[object.how]
      const result = { name: shown, kind, args: [...(argLists[index] as unknown[])], before, ...report }
      results.push(result)
      // Without what came before it, or every result would hold on to all others.
      object?.before.push({ ...result, before: [] })
      if (object !== undefined && object.before.length > MOST_BEFORE) object.before.shift()
    }
    latest = results
    const broken = results.find(({ outcome }) => outcome.kind === 'broken')
    if (broken !== undefined) throw brokenAmong(results, situation)
    // No test has to ask: whatever the lesson, these bytes belong to someone else.
    const harmed = results.find(({ buffers }) => buffers !== 'kept')
    if (harmed !== undefined) throw failure(harmed, situation)
    if (object === undefined) made(results)
    return results
  }

  return {
    /** Calls a function of the lesson once. */
    async call(name: string, ...args: unknown[]): Promise<CallResult> {
      return (await callMany(name, [args]))[0] as CallResult
    },
    /** Calls a function once, with options: `{ given: { clock: 0 } }` says how a watched built-in behaves meanwhile. */
    async callWith(options: CallOptions, name: string, ...args: unknown[]): Promise<CallResult> {
      return (await callMany(name, [args], options))[0] as CallResult
    },
    /** Calls a function once for each list of arguments, in order, in one round trip. */
    callMany: (name: string, argLists: readonly unknown[][], options?: CallOptions): Promise<CallResult[]> =>
      callMany(name, argLists, options),
    /**
     * Makes an object of a class of the lesson: `await learner.construct('RefreshTokens', [{ lifetime: 60 }])`. With `keep`
     * the function of that name is called, and what it returns is kept: a function.
     * @throws LearnerFailure when the constructor throws or changes an argument, and when what is kept is no function
     */
    async construct(
      name: string,
      args: unknown[],
      how: 'new' | 'keep' = 'new',
      options: CallOptions = {},
    ): Promise<LearnerObject> {
      const id = ++objects
      const before: CallResult[] = []
      const kept = (how: ObjectUse['how']): Kept => ({ how, id, of: name, before })
      const [made] = (await callMany(name, [args], options, kept(how))) as [CallResult]
      const expected: Expected | null =
        made.outcome.kind !== 'value'
          ? { kind: 'no-throw' }
          : how === 'keep' && !isCallable(made.outcome.value)
            ? { kind: 'value', value: A_FUNCTION }
            : isUnchanged(made)
              ? null
              : { kind: 'unchanged' }
      if (expected !== null)
        throw new LearnerFailure(explain(evidenceOf(made, expected, situation.step), null, situation))
      const callMethods: LearnerObject['callMany'] = (method, argLists, options = {}) =>
        callMany(method, argLists, options, kept('method'))
      return {
        made,
        callMany: callMethods,
        apply: (argLists, turns, options = {}) =>
          callMany(name, argLists, { ...options, turns, awaits: true, deadlineMs: 20_000 }, kept('apply')),
        call: async (method, ...list) => (await callMethods(method, [list]))[0] as CallResult,
        get: async member => (await callMany(member, [[]], {}, kept('get')))[0] as CallResult,
      }
    },
    /**
     * What is held in memory after all calls so far: how much, and whether it has these strings or bytes in it.
     * @throws LearnerFailure when the code breaks down meanwhile, in a timer for instance
     */
    async heap(wanted: readonly (string | Uint8Array)[]): Promise<{ bytes: number; held: boolean[] }> {
      const report = await heap(wanted)
      if (report.kind === 'measured') return report
      const last = latest.at(-1)
      if (last === undefined) throw new Error('the memory was looked at before the first call')
      throw new LearnerFailure(brokenFinding({ ...last, outcome: report }, situation))
    },
    /** The results of the last round trip. */
    latest: (): readonly CallResult[] => latest,
    /** Calls instrumented code once; `result.watched` has its work and its comparisons of these byte strings. */
    async callWatched(name: string, args: unknown[], comparisonsOf: Uint8Array[]): Promise<CallResult> {
      return (await callMany(name, [args], { comparisonsOf }))[0] as CallResult
    },
  }
}

/** How the front matter names what is called: `login`, `RefreshTokens.rotate`. */
function asyncName(name: string, object: Kept | undefined): string {
  return object?.how === 'method' || object?.how === 'get' ? `${object.of}.${name}` : name
}

function nameOf(name: string, object: Kept | undefined): string {
  if (object === undefined || object.how === 'keep') return name
  if (object.how === 'new') return `new ${name}`
  return object.how === 'apply' ? `${name}(…)` : `${object.of}.${name}`
}

/** When one of many calls broke, none had a result; the sandbox says which it was. */
function brokenAmong(results: CallResult[], situation: Situation): LearnerFailure {
  // An awaited call may break down by itself; all other breakdowns leave no call a result.
  const first = results.findIndex(({ outcome }) => outcome.kind === 'broken')
  const { outcome } = results[first] as CallResult
  const index = outcome.kind === 'broken' ? (outcome.callIndex ?? first) : first
  const result = results[Math.min(index, results.length - 1)] as CallResult
  return new LearnerFailure(brokenFinding(result, situation))
}

const failure = (result: CallResult, situation: Situation): LearnerFailure =>
  new LearnerFailure(explain(evidenceOf(result, { kind: 'unchanged' }, situation.step), null, situation))
