/** What a hidden test works with: calls of the learner's code, and expectations that explain themselves. */
import fc from 'fast-check'
import type { CallOptions } from '../../sandbox/host.ts'
import type { Call, CallReport, Described, ObjectUse, Turns } from '../../sandbox/types.ts'
import type { LessonPart } from '../settings.ts'
import type { Diagnosis } from '../types.ts'
import { brokenFailure, evidenceOf, explain, type Situation } from './explain.ts'
import { LearnerFailure } from './failure.ts'
import { equal, plain } from './plain.ts'
import { filesToLoad } from './session.ts'
import { show, showCall } from './show.ts'
import type { Expected, JwtErrorCode, CallResult } from './types.ts'

/** Carries out calls of learner code, in one round trip. */
export type Ask = (calls: Call[], options: CallOptions) => Promise<CallReport[]>

export type Learner = ReturnType<typeof createLearner>

/** How the front matter names what is called: `login`, `RefreshTokens.rotate`. */
function asyncName(name: string, object: { how: ObjectUse['how']; of: string } | undefined): string {
  return object?.how === 'method' || object?.how === 'get' ? `${object.of}.${name}` : name
}

/** How large an input is, roughly; the smallest failing one is shown. */
function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 1 + sizeOf(item), 0)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce((sum, [name, item]) => sum + name.length + sizeOf(item), 1)
  return 1
}

/** An object that the learner's class made; its calls are in the order in which they were asked for. */
export type LearnerObject = {
  /** How it was made. */
  made: CallResult
  /** Calls a method once. */
  call: (method: string, ...args: unknown[]) => Promise<CallResult>
  /** Calls a method once for each list of arguments, in one round trip. */
  callMany: (method: string, argLists: readonly unknown[][]) => Promise<CallResult[]>
  /** Calls what was kept, a function, once for each list of arguments. */
  apply: (argLists: readonly unknown[][], turns: Turns) => Promise<CallResult[]>
  /** Reads a member, a getter for instance. */
  get: (name: string) => Promise<CallResult>
}

/** Numbers of objects are never used twice in a thread: tests of one sandbox run side by side. */
let objects = 0

/** Makes the object that a test of a step gets. */
export function createLearner(call: Ask, lesson: LessonPart, situation: Situation, testSeed: number) {
  const fileOf = (name: string): string =>
    filesToLoad(lesson).find(file => file.exports.includes(name))?.path ?? (lesson.files[0] as string)

  const callMany = async (
    name: string,
    argLists: readonly unknown[][],
    options: CallOptions = {},
    object?: ObjectUse & { of: string },
  ): Promise<CallResult[]> => {
    const file = fileOf(object?.of ?? name)
    const use = object === undefined ? {} : { object: { how: object.how, id: object.id } }
    const calls = argLists.map(args => ({ file, name, args: [...args], ...use }))
    const reports = await call(calls, {
      ...(lesson.web && { turns: 'one-by-one' as const }),
      ...(lesson.async.includes(asyncName(name, object)) && { awaits: true }),
      ...options,
    })
    const shown =
      object === undefined || object.how === 'keep'
        ? name
        : object.how === 'new'
          ? `new ${name}`
          : object.how === 'apply'
            ? `${name}(…)`
            : `${object.of}.${name}`
    const seen = reports.map(
      (report, index): CallResult => ({ name: shown, args: [...(argLists[index] as unknown[])], ...report }),
    )
    const broken = seen.findIndex(entry => entry.outcome.kind === 'broken')
    if (broken >= 0) throw brokenAmong(seen)
    // No test has to ask: whatever the lesson, these bytes are somebody else's.
    const harmed = seen.find(entry => entry.buffers !== 'kept')
    if (harmed !== undefined)
      throw explain(evidenceOf(harmed, { kind: 'unchanged' }, situation), null, {
        ...situation,
        mistakes: [],
      })
    return seen
  }

  /** When one of many calls broke, none gave an answer; the sandbox says which it was. */
  const brokenAmong = (seen: CallResult[]): LearnerFailure => {
    const { outcome } = seen[0] as CallResult
    const index = outcome.kind === 'broken' ? (outcome.callIndex ?? 0) : 0
    return brokenFailure(seen[Math.min(index, seen.length - 1)] as CallResult)
  }

  const failWith = (
    seen: CallResult,
    expected: Expected,
    rule: string | null,
    derived?: { value: unknown },
  ): never => {
    throw explain(evidenceOf(seen, expected, situation, derived), rule, situation)
  }

  const returned = (seen: CallResult): Described | null =>
    seen.outcome.kind === 'value' ? seen.outcome.value : null
  const isValue = (seen: CallResult, expected: unknown): boolean => {
    const value = returned(seen)
    return value !== null && equal(plain(value), expected)
  }
  const isRefusal = (seen: CallResult, codes: readonly JwtErrorCode[]): boolean =>
    seen.outcome.kind === 'thrown' && codes.includes(seen.outcome.jwtCode as JwtErrorCode)
  const isUnchanged = (seen: CallResult): boolean =>
    seen.argsAfter.length === seen.args.length &&
    seen.argsAfter.every((after, index) => after === 'untouched' || equalArgument(after, seen.args[index]))

  const smallest = (indexes: number[], seen: readonly CallResult[]): number =>
    indexes.reduce(
      (best, index) => (sizeOf(seen[index]?.args) < sizeOf(seen[best]?.args) ? index : best),
      indexes[0] as number,
    )
  const random = mulberry32(testSeed)
  const failures = (
    seen: readonly CallResult[],
    holds: (entry: CallResult, index: number) => boolean,
  ): number[] => seen.flatMap((entry, index) => (holds(entry, index) ? [] : [index]))

  return {
    /** Calls a function of the lesson once. */
    async call(name: string, ...args: unknown[]): Promise<CallResult> {
      return (await callMany(name, [args]))[0] as CallResult
    },
    /** Calls a function once for each list of arguments, in order, in one round trip. */
    callMany: (name: string, argLists: readonly unknown[][], options?: CallOptions): Promise<CallResult[]> =>
      callMany(name, argLists, options),
    /** Makes an object of a class of the lesson. */
    async construct(name: string, args: unknown[], how: 'new' | 'keep' = 'new'): Promise<LearnerObject> {
      const id = ++objects
      const use = (how: ObjectUse['how']) => ({ how, id, of: name })
      const [made] = (await callMany(name, [args], {}, use(how))) as [CallResult]
      if (made.outcome.kind !== 'value') failWith(made, { kind: 'no-throw' }, null)
      const callMethods = (method: string, argLists: readonly unknown[][]): Promise<CallResult[]> =>
        callMany(method, argLists, {}, use('method'))
      return {
        made,
        callMany: callMethods,
        apply: (argLists, turns) =>
          callMany(name, argLists, { turns, awaits: true, deadlineMs: 20_000 }, use('apply')),
        call: async (method, ...list) => (await callMethods(method, [list]))[0] as CallResult,
        get: async member => (await callMany(member, [[]], {}, use('get')))[0] as CallResult,
      }
    },
    /** Calls instrumented code once; `seen.watched` tells its work and its comparisons of these byte strings. */
    async callWatched(name: string, args: unknown[], comparisonsOf: Uint8Array[]): Promise<CallResult> {
      return (await callMany(name, [args], { comparisonsOf }))[0] as CallResult
    },
    /** The value that came back equals `expected`; `rule` is where that is written. */
    expectValue(seen: CallResult, expected: unknown, rule: string | null): void {
      if (!isValue(seen, expected)) failWith(seen, { kind: 'value', value: expected }, rule)
    },
    /** Each value equals its expectation; of several failures the one with the smallest input is told. */
    expectValues(seen: readonly CallResult[], expected: readonly unknown[], rule: string | null): void {
      if (seen.length !== expected.length) throw new Error('expectValues: as many expectations as calls')
      const wrong = failures(seen, (entry, index) => isValue(entry, expected[index]))
      if (wrong.length === 0) return
      const index = smallest(wrong, seen)
      failWith(seen[index] as CallResult, { kind: 'value', value: expected[index] }, rule)
    },
    /** The call threw the workspace's JwtError with one of these codes. */
    expectRefusal(seen: CallResult, codes: readonly JwtErrorCode[], rule: string | null): void {
      if (!isRefusal(seen, codes)) failWith(seen, { kind: 'refusal', codes }, rule)
    },
    /** Each call threw a JwtError with one of these codes. */
    expectRefusals(seen: readonly CallResult[], codes: readonly JwtErrorCode[], rule: string | null): void {
      const wrong = failures(seen, entry => isRefusal(entry, codes))
      if (wrong.length > 0)
        failWith(seen[smallest(wrong, seen)] as CallResult, { kind: 'refusal', codes }, rule)
    },
    /** The call was accepted, whatever it returned. A promise is no acceptance. */
    expectNoThrow(seen: CallResult, rule: string | null): void {
      const value = returned(seen)
      const promised = value?.type === 'exotic' && value.text === 'a Promise'
      if (value === null || promised) failWith(seen, { kind: 'no-throw' }, rule)
    },
    /** The arguments are as they were before the call. */
    expectUnchanged(seen: CallResult, rule: string | null): void {
      if (!isUnchanged(seen)) failWith(seen, { kind: 'unchanged' }, rule)
    },
    /** A value that the test derived from what came back is right. */
    expectEqual(
      seen: CallResult,
      actual: unknown,
      expected: unknown,
      about: { what: string; rule: string | null },
    ): void {
      if (!equal(actual, expected))
        failWith(seen, { kind: 'derived', value: expected, what: about.what }, about.rule, { value: actual })
    },
    /** A mistake that was found in another way. */
    fail(
      seen: CallResult,
      mistake: { id: string; message: string; expected?: string; actual?: string; reference: string | null },
    ): never {
      const diagnosis: Diagnosis = {
        id: mistake.id,
        message: mistake.message,
        call: showCall(seen.name, seen.args),
        expected: mistake.expected ?? null,
        actual: mistake.actual ?? (seen.outcome.kind === 'value' ? show(plain(seen.outcome.value)) : null),
        reference: mistake.reference,
        file: null,
        line: null,
        comparison: [],
      }
      throw new LearnerFailure(diagnosis)
    },
    /** Random inputs; the run's seed repeats them. */
    sample<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
      return fc.sample(arbitrary, { numRuns: count, seed: testSeed })
    },
    /** A number from 0 up to 1, from the run's seed. */
    random,
    /** Bytes from the run's seed; each call gives others. */
    randomBytes(length: number): Uint8Array {
      const bytes = new Uint8Array(length)
      for (let index = 0; index < length; index++) bytes[index] = Math.floor(random() * 256)
      return bytes
    },
  }
}

/** Arguments are compared as what they were; a class instance by its description only. */
function equalArgument(after: Described, before: unknown): boolean {
  if (after.type === 'exotic' || after.type === 'error') return true
  return equal(plain(after), before)
}

/** A small seeded generator of numbers from 0 up to 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
