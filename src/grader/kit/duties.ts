/**
 * What every function owes its caller, whatever the lesson: arguments unchanged, the same result for the same call, the
 * bytes of a window and no others. A lesson says where its contract leaves that open.
 */
import { type CallResult, evidenceOf } from '../diagnose/evidence.ts'
import { explain, findingOf, type Naming, type Situation, sameOutcome } from '../diagnose/explain.ts'
import { LearnerFailure } from '../diagnose/failure.ts'
import { equal } from '../diagnose/plain.ts'
import { showCall, showDescribed } from '../diagnose/show.ts'
import { isUnchanged } from './expect.ts'
import type { Learner } from './learner.ts'

/** `same-result` includes that nothing is kept from one call to the next. */
export type Duty = 'arguments-unchanged' | 'same-result' | 'windows'

/** What the contracts of a lesson's functions leave open: `{ sessionToken: ['same-result'] }`. */
export type LeavesOpen = Readonly<Record<string, readonly Duty[]>>

/** The name of the test that the kit adds to each step. */
export const DUTIES_TEST = 'the same calls again, in another order'

/** At most so many calls of a step are made again; each has at most so many characters or bytes of arguments. */
const MOST_CALLS = 48
const LONGEST = 2_000
/** Shorter results may be the same by chance, or by rule. */
const SHORTEST_DISTINCT = 4

/** @throws LearnerFailure for the first call that changed an argument */
export function expectArgumentsKept(
  results: readonly CallResult[],
  leavesOpen: LeavesOpen,
  situation: Situation,
): void {
  const changed = results.find(
    result => !isUnchanged(result) && !leavesOpen[result.name]?.includes('arguments-unchanged'),
  )
  if (changed === undefined) return
  throw new LearnerFailure(
    explain(evidenceOf(changed, { kind: 'unchanged' }, situation.step), null, situation),
  )
}

/**
 * Makes calls of a step again, last first, and once more with every Uint8Array as a window into a larger buffer.
 * @throws LearnerFailure when a result is not what it was
 */
export async function expectDuties(
  learner: Learner,
  results: readonly CallResult[],
  leavesOpen: LeavesOpen,
  situation: Situation,
): Promise<void> {
  const calls = spread(
    results.filter(({ name, outcome, args }) => {
      const isOpen = leavesOpen[name]?.includes('same-result')
      return !isOpen && outcome.kind !== 'broken' && lengthOf(args) <= LONGEST
    }),
    MOST_CALLS,
  ).reverse()
  const windows = calls.filter(
    ({ name, args }) => !leavesOpen[name]?.includes('windows') && args.some(arg => arg instanceof Uint8Array),
  )
  // Both questions are on their way at once; they are answered in this order.
  const [again, inWindows] = await Promise.all([
    repeated(learner, calls),
    repeated(learner, windows, windowed),
  ])
  for (const [before, later] of again)
    if (!sameOutcome(before, later)) throw changing(before, later, situation)
  for (const [before, again] of inWindows) {
    if (sameOutcome(before, again)) continue
    throw failed(again, situation, { id: 'window-ignored', expected: shownOutcome(before) })
  }
}

/**
 * Asks again after a failure: the same call now, and when its result belongs to an earlier call, in a fresh process. State
 * between calls explains more than any wrong rule, so it stands before a mistake of the lesson, unless that is there again.
 */
export async function failureBehind(
  failure: LearnerFailure,
  learner: Learner,
  earlier: readonly CallResult[],
  about: {
    leavesOpen: LeavesOpen
    situation: Situation
    /** The result of a call in a process in which nothing was called before; null when that was asked already. */
    fresh: (result: CallResult) => Promise<CallResult | null>
  },
): Promise<LearnerFailure> {
  const { result, finding } = failure
  const { leavesOpen, situation, fresh } = about
  if (result === null || result.kind !== 'function' || failure.verdict === 'broken') return failure
  if (leavesOpen[result.name]?.includes('same-result') || KNOWN_AT_ONCE.includes(finding.id)) return failure
  const [[, again]] = (await repeated(learner, [result])) as [[CallResult, CallResult]]
  if (!sameOutcome(result, again)) {
    const isThereAgain = await isSeenAgain(failure, again, learner)
    return isThereAgain ? failure : changing(result, again, situation)
  }
  const same = earlier.find(other => other.name === result.name && equal(other.args, result.args))
  if (same !== undefined && !sameOutcome(same, result)) {
    if (!result.args.some(isWindow) || same.args.some(isWindow))
      return changing(result, same, situation, 'earlier')
    const [[, now]] = (await repeated(learner, [same])) as [[CallResult, CallResult]]
    if (SAYS_LITTLE.includes(finding.id) && sameOutcome(now, same))
      return failed(result, situation, { id: 'window-ignored', expected: shownOutcome(same) })
  }
  const other = distinct(result) ? earlier.find(entry => isAnswerOf(entry, result)) : undefined
  if (other === undefined && !failure.isConcluded && !SAYS_LITTLE.includes(finding.id)) return failure
  const alone = await fresh(result)
  if (alone === null || sameOutcome(alone, result)) return failure
  // What is another result by now changes by itself, with the clock for instance, and was not remembered.
  const [[, now]] = (await repeated(learner, [result])) as [[CallResult, CallResult]]
  if (!sameOutcome(now, result))
    return (await isSeenAgain(failure, now, learner)) ? failure : changing(result, now, situation)
  if (other === undefined) return changing(result, alone, situation, 'in a new process')
  return failed(result, situation, {
    id: 'answer-remembered',
    words: { earlier: showCall(other.name, other.args) },
    expected: finding.expected,
  })
}

/** These calls came to an end before; code that is slow and right gets the time for all of them together. */
const AGAIN_MS = 20_000

/** Nothing about these depends on what was called before. */
const KNOWN_AT_ONCE = ['not-implemented', 'taken-away', 'forbidden', 'returned-promise', 'returned-generator']

/** What is said of any wrong result, whatever it is. */
const SAYS_LITTLE = [
  'wrong-value',
  'wrong-type',
  'threw',
  'accepted',
  'refused',
  'wrong-code',
  'not-a-jwt-error',
]

/** Whether a result that is never the same has the same mistake every time: a random value that is too much, say. */
async function isSeenAgain(failure: LearnerFailure, again: CallResult, learner: Learner): Promise<boolean> {
  const { finding, findingFor, result } = failure
  if (failure.isConcluded || SAYS_LITTLE.includes(finding.id)) return false
  if (findingFor !== null) return findingFor(again).id === finding.id
  const [[, third]] = (await repeated(learner, [again])) as [[CallResult, CallResult]]
  return !sameOutcome(third, again) && !sameOutcome(third, result as CallResult)
}

const isWindow = (arg: unknown): boolean =>
  arg instanceof Uint8Array && arg.byteLength !== arg.buffer.byteLength

async function repeated(
  learner: Learner,
  results: readonly CallResult[],
  change: (args: unknown[]) => unknown[] = args => args,
): Promise<[before: CallResult, again: CallResult][]> {
  const names = [...new Set(results.map(result => result.name))]
  const pairs = names.map(async name => {
    const of = results.filter(result => result.name === name)
    const again = await learner.callMany(
      name,
      of.map(({ args }) => change(args)),
      { deadlineMs: AGAIN_MS },
    )
    return of.map((result, index): [CallResult, CallResult] => [result, again[index] as CallResult])
  })
  return (await Promise.all(pairs)).flat()
}

function changing(
  result: CallResult,
  other: CallResult,
  situation: Situation,
  when = 'then',
): LearnerFailure {
  return failed(result, situation, {
    id: 'answer-changes',
    words: { answer: shownOutcome(result), when, other: shownOutcome(other) },
  })
}

const failed = (result: CallResult, situation: Situation, naming: Naming): LearnerFailure =>
  new LearnerFailure(
    findingOf(
      evidenceOf(result, { kind: 'no-throw' }, situation.step),
      { expected: null, ...naming },
      null,
      situation,
    ),
  )

function shownOutcome({ outcome }: CallResult): string {
  if (outcome.kind === 'value') return cut(showDescribed(outcome.value))
  if (outcome.kind === 'broken') return 'no result'
  return outcome.jwtCode === null ? 'an error' : `a JwtError with the code '${outcome.jwtCode}'`
}

/** A part of a value; of bytes less, as each one is a word to read. */
function cut(text: string): string {
  const most = text.startsWith('bytes [') ? 40 : 80
  return text.length > most ? `${text.slice(0, most)}…` : text
}

const distinct = ({ outcome }: CallResult): boolean => {
  if (outcome.kind !== 'value') return false
  const { value } = outcome
  return (
    ((value.type === 'string' || value.type === 'bytes') && value.value.length >= SHORTEST_DISTINCT) ||
    (value.type === 'object' && value.entries.length > 0)
  )
}

const isAnswerOf = (entry: CallResult, result: CallResult): boolean =>
  entry.name === result.name && !equal(entry.args, result.args) && sameOutcome(entry, result)

/** Every Uint8Array of the arguments as a window whose surroundings are not zero. */
function windowed(args: unknown[]): unknown[] {
  return args.map(arg => {
    if (!(arg instanceof Uint8Array)) return arg
    const buffer = new Uint8Array(arg.length + 12).fill(0xee)
    buffer.set(arg, 5)
    return buffer.subarray(5, 5 + arg.length)
  })
}

/** So many of the items, spread evenly. */
function spread<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most)
  return Array.from(
    { length: Math.min(items.length, most) },
    (_, index) => items[Math.floor(index * step)] as T,
  )
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + lengthOf(item), 0)
  return typeof value === 'object' && value !== null ? lengthOf(Object.values(value)) : 1
}
