/** Expectations of a hidden test: each compares a result with what is right, and explains itself when they differ. */
import type { Described } from '../../sandbox/types.ts'
import {
  type CallResult,
  type Expected,
  evidenceOf,
  type JwtErrorCode,
  type Words,
} from '../diagnose/evidence.ts'
import { explain, findingOf, type Situation } from '../diagnose/explain.ts'
import { LearnerFailure } from '../diagnose/failure.ts'
import type { Finding } from '../diagnose/finding.ts'
import { asSeen, equal, plain, unusableKind } from '../diagnose/plain.ts'

/** A diagnosis that a test found by itself. Message and reference are in diagnoses.md, under the id. */
export type Found = {
  /** `id/case` is another message of the same diagnosis. */
  id: string
  /** Values for the placeholders of the message. */
  words?: Words
  /** What is right, as a reader sees it. */
  expected?: string
  /** What was seen instead; what was returned or thrown by default. */
  actual?: string
  /** Aligned rows that show the difference. */
  shown?: readonly string[]
  /**
   * True: the test has shown that it is this and nothing else, so the kit does not look for state between calls. False: the
   * test concluded it from how other calls went, so the kit looks first.
   */
  isCertain?: boolean
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

/** Whether the arguments are as they were before the call, or the one at a place. */
export function isUnchanged({ args, argsAfter }: CallResult, place?: number): boolean {
  return argsAfter.every(
    (after, index) =>
      after === 'untouched' || (place !== undefined && index !== place) || equalArgument(after, args[index]),
  )
}

/** Arguments are compared as what they were; a class instance by its description only. */
function equalArgument(after: Described, before: unknown): boolean {
  return after.type === 'exotic' || after.type === 'error' || equal(plain(after), asSeen(before))
}

/** The expectations of one test. */
export function createExpectations(situation: Situation) {
  const failWith = (
    result: CallResult,
    expected: Expected,
    rule: string | null,
    words: Words = {},
    derived?: { value: unknown; read?: ((result: CallResult) => unknown) | undefined },
  ): never => {
    const findingFor = (other: CallResult): Finding =>
      explain(
        evidenceOf(
          other,
          expected,
          situation.step,
          derived && { value: derived.read === undefined ? derived.value : derived.read(other) },
        ),
        rule,
        situation,
        words,
      )
    const isAskable = derived === undefined || derived.read !== undefined
    throw new LearnerFailure(findingFor(result), result, { findingFor: isAskable ? findingFor : null })
  }
  const returned = ({ outcome }: CallResult): Described | null =>
    outcome.kind === 'value' ? outcome.value : null
  const isValue = (result: CallResult, expected: unknown): boolean => {
    const value = returned(result)
    return value !== null && equal(plain(value), expected)
  }
  const isRefusal = ({ outcome }: CallResult, codes: readonly JwtErrorCode[]): boolean =>
    outcome.kind === 'thrown' && codes.includes(outcome.jwtCode as JwtErrorCode)
  /** Of several failures the one with the smallest input. */
  const smallestFailure = (
    results: readonly CallResult[],
    holds: (result: CallResult, index: number) => boolean,
  ): number | null =>
    results.reduce<number | null>((best, result, index) => {
      if (holds(result, index)) return best
      return best === null || sizeOf(result.args) < sizeOf(results[best]?.args) ? index : best
    }, null)

  return {
    /** The returned value equals `expected`; `rule` is where that is written. */
    expectValue(result: CallResult, expected: unknown, rule: string | null, words?: Words): void {
      if (!isValue(result, expected)) failWith(result, { kind: 'value', value: expected }, rule, words)
    },
    /** Each value equals its expectation; of several failures the one with the smallest input is reported. */
    expectValues(results: readonly CallResult[], expected: readonly unknown[], rule: string | null): void {
      if (results.length !== expected.length) throw new Error('expectValues: as many expectations as calls')
      const index = smallestFailure(results, (result, at) => isValue(result, expected[at]))
      if (index !== null)
        failWith(results[index] as CallResult, { kind: 'value', value: expected[index] }, rule)
    },
    /** The call threw the workspace's JwtError with one of these codes. */
    expectRefusal(
      result: CallResult,
      codes: readonly JwtErrorCode[],
      rule: string | null,
      words?: Words,
    ): void {
      if (!isRefusal(result, codes)) failWith(result, { kind: 'refusal', codes }, rule, words)
    },
    /** Each call threw a JwtError with one of these codes. */
    expectRefusals(
      results: readonly CallResult[],
      codes: readonly JwtErrorCode[],
      rule: string | null,
    ): void {
      const index = smallestFailure(results, result => isRefusal(result, codes))
      if (index !== null) failWith(results[index] as CallResult, { kind: 'refusal', codes }, rule)
    },
    /** The call was accepted, whatever it returned. A promise is no acceptance. */
    expectNoThrow(result: CallResult, rule: string | null, words?: Words): void {
      const value = returned(result)
      if (value === null || unusableKind(value) === 'promise')
        failWith(result, { kind: 'no-throw' }, rule, words)
    },
    /** The arguments are as they were before the call. The kit looks at every call by itself: see `leavesOpen`. */
    expectUnchanged(result: CallResult, rule: string | null): void {
      if (!isUnchanged(result)) failWith(result, { kind: 'unchanged' }, rule)
    },
    /**
     * A value that the test derived from what was returned is right; `what` names it for the learner. `read` derives it, for
     * the kit to look at another result of the same call.
     */
    expectEqual(
      result: CallResult,
      actual: unknown,
      expected: unknown,
      about: { what: string; rule: string | null; read?: (result: CallResult) => unknown },
    ): void {
      if (!equal(actual, expected))
        failWith(
          result,
          { kind: 'derived', value: expected, what: about.what },
          about.rule,
          {},
          { value: actual, read: about.read },
        )
    },
    /** A mistake that the test found by itself: `learner.fail(result, { id: 'key-not-used', words: { key: '...' } })`. */
    fail(result: CallResult, about: Found): never {
      const { actual, shown, isCertain, ...found } = about
      const naming = {
        expected: null,
        ...found,
        ...(actual !== undefined && { actual }),
        comparison: shown ?? [],
      }
      const evidence = evidenceOf(result, { kind: 'no-throw' }, situation.step)
      throw new LearnerFailure(findingOf(evidence, naming, null, situation), isCertain ? null : result, {
        isConcluded: isCertain === false,
      })
    },
  }
}
