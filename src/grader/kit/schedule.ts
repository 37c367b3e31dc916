/**
 * Carries out the tests of a lesson: step by step, a step only when those before it passed. In a step each test begins while
 * the one before it is still under way, and their calls are carried out one after the other. Knows nothing of Vitest.
 */
import type { LoadReport } from '../../sandbox/types.ts'
import { type CallResult, evidenceOf } from '../diagnose/evidence.ts'
import { findingOf, type Situation } from '../diagnose/explain.ts'
import { LearnerFailure, SandboxGoneError } from '../diagnose/failure.ts'
import type { Finding } from '../diagnose/finding.ts'
import type { LessonPart } from '../settings.ts'
import type { Verdict } from '../types.ts'
import { type Ask, callOf, waitingOf } from './calls.ts'
import { expectArgumentsKept, expectDuties, failureBehind, type LeavesOpen } from './duties.ts'
import { createLearner, type Learner } from './learner.ts'
import type { Session } from './session.ts'

export type TestBody = (learner: Learner) => Promise<void> | void

/** A test of a step. The last of a step may have no body: it is the kit's, and looks at the duties of every function. */
export type StepTest = { name: string; body: TestBody | null }

/** How a test ended. */
export type Ended = {
  verdict: Verdict | 'not-reached' | 'internal'
  finding: Finding | null
  /** Names of the members of all objects that were arguments so far. */
  members: string[]
  console: string
  error: unknown
}

export type Schedule = {
  /** Adds a step; its tests are known from then on. */
  add: (id: string, tests: readonly StepTest[]) => void
  /** Loads the learner's files; once, however often it is asked. */
  load: () => Promise<LoadReport>
  /** What loading showed; null before that. */
  loaded: () => LoadReport | null
  /** Begins the first tests of a step ahead of their turn, when it is reached. */
  begin: (step: string) => void
  /** Waits for the end of a test. */
  run: (step: string, index: number) => Promise<Ended>
  /** Lets go of all results, at the end: Node keeps the hidden tests of this run for as long as their thread lives. */
  forget: () => void
}

/** What the tests of a lesson have in common. */
export type ScheduleOptions = Omit<Situation, 'step' | 'testId'> & {
  lesson: LessonPart
  session: Session
  seed: number
  leavesOpen: LeavesOpen
}

type Running = StepTest & { order: number; ended: Promise<Ended> | null }
type Step = { id: string; tests: Running[]; results: CallResult[] }

/** So many tests begin before their turn; with fewer the sandbox would wait for requests. */
const AHEAD = 3
/**
 * Code is fast when its calls take less than this on average, in milliseconds. For slow code nothing begins ahead: what is
 * asked after a wrong result would have to wait for it.
 */
const FAST_MS = 50

const NOT_REACHED: Ended = { verdict: 'not-reached', finding: null, members: [], console: '', error: null }

export function createSchedule(options: ScheduleOptions): Schedule {
  const { session, lesson, leavesOpen } = options
  const steps: Step[] = []
  let loading: Promise<LoadReport> | null = null
  let loaded: LoadReport | null = null
  /** What was printed before the first test. */
  let printedByLoad = ''
  /** What was printed since the load. The sandbox keeps the beginning of it only. */
  let printedSinceLoad = ''
  /** The first step that did not pass; later steps are not reached. */
  let stoppedAt: string | null = null
  let broken = false
  /** What is known of the code's speed by the results so far. */
  let speed: 'unknown' | 'fast' | 'slow' = 'unknown'
  let count = 0
  const members = new Set<string>()
  /** A new process takes its time: one question of a run is worth it. */
  let hasAskedFresh = false
  /** Begins what waits until the code is known to be fast. */
  let onSpeed = (): void => {}

  const carryOut = async (step: Step, test: Running): Promise<Ended> => {
    let console = printedByLoad
    printedByLoad = ''
    const ask: Ask = async (calls, callOptions) => {
      for (const { args } of calls) addMemberNames(args, members)
      const start = performance.now()
      const answer = await session.call(calls, callOptions)
      if (speed !== 'slow')
        speed = performance.now() - start < FAST_MS * Math.max(1, calls.length) ? 'fast' : 'slow'
      onSpeed()
      console += answer.console
      printedSinceLoad += answer.console
      return answer.reports
    }
    const testId = `${step.id}/${step.tests.indexOf(test) + 1}`
    const situation: Situation = { ...options, step: step.id, testId }
    const results: CallResult[] = []
    const learner = createLearner(ask, lesson, situation, {
      seed: (options.seed + test.order * 7919) | 0,
      made: more => results.push(...more),
      heap: session.heap,
      printed: () => console,
      printedSinceLoad: () => printedSinceLoad,
    })
    const earlier = (): CallResult[] => steps.flatMap(({ results }) => results)
    const ended = (verdict: Ended['verdict'], finding: Finding | null, error: unknown): Ended => ({
      verdict,
      finding,
      members: finding === null ? [] : [...members],
      console,
      error,
    })
    try {
      if (test.body === null) {
        // It looks at what the other tests asked, so it waits for them.
        const others = await Promise.all(
          step.tests.flatMap(other => (other === test ? [] : (other.ended ?? []))),
        )
        if (others.some(({ verdict }) => verdict !== 'passed')) return { ...NOT_REACHED, console }
        await expectDuties(learner, step.results, leavesOpen, situation)
      } else {
        await test.body(learner)
        expectArgumentsKept(results, leavesOpen, situation)
        step.results.push(...results)
      }
      return ended('passed', null, null)
    } catch (error) {
      if (error instanceof SandboxGoneError) return { ...NOT_REACHED, console }
      const odd = oddityBehind(error)
      if (odd !== null && learner.latest().length > 0) {
        const failure = oddResult(odd, learner.latest(), situation)
        return ended(failure.verdict, failure.finding, failure)
      }
      if (!(error instanceof LearnerFailure)) return ended('internal', null, error)
      const known = [...earlier(), ...results.filter(result => result !== error.result)]
      const fresh = async (result: CallResult): Promise<CallResult | null> => {
        if (hasAskedFresh) return null
        hasAskedFresh = true
        const report = await session.callFresh(
          callOf(lesson, result.name, result.args),
          waitingOf(lesson, result.name),
        )
        return report && { ...result, ...report }
      }
      const failure = await failureBehind(error, learner, known, { leavesOpen, situation, fresh }).catch(
        () => error,
      )
      return ended(failure.verdict, failure.finding, failure)
    }
  }

  /** Whether tests of this step may run. */
  const isReached = (step: Step): boolean =>
    loaded?.kind === 'loaded' &&
    loaded.missing.length === 0 &&
    loaded.missingEarlier.length === 0 &&
    !loaded.notStarted &&
    !broken &&
    (stoppedAt === null || stoppedAt === step.id)

  /** Begins a test, and some after it: while the sandbox works for one, the next ones get their calls ready. */
  const beginAt = (step: Step | undefined, index: number): void => {
    if (step === undefined || !isReached(step)) return
    const ahead = speed === 'fast' ? AHEAD : 0
    if (speed === 'unknown') {
      onSpeed = () => {
        onSpeed = () => {}
        beginAt(step, index)
      }
    }
    for (const test of step.tests.slice(index, index + 1 + ahead)) test.ended ??= carryOut(step, test)
  }
  const stepOf = (id: string): Step => steps.find(step => step.id === id) as Step

  return {
    add(id, tests) {
      steps.push({ id, tests: tests.map(test => ({ ...test, order: count++, ended: null })), results: [] })
    },
    load() {
      loading ??= session.load().then(({ report, console }) => {
        loaded = report
        printedByLoad = console
        printedSinceLoad = console
        return report
      })
      return loading
    },
    loaded: () => loaded,
    begin: id => beginAt(stepOf(id), 0),
    forget() {
      for (const step of steps) step.results = []
    },
    async run(id, index) {
      const step = stepOf(id)
      const test = step.tests[index] as Running
      beginAt(step, index)
      if (!isReached(step) || test.ended === null) return NOT_REACHED
      const ended = await test.ended
      if (ended.verdict === 'passed') {
        if (test === step.tests.at(-1)) beginAt(steps[steps.indexOf(step) + 1], 0)
      } else if (ended.verdict !== 'not-reached') {
        stoppedAt = step.id
        broken = ended.verdict === 'broken'
      }
      return ended
    },
  }
}

/** What in a result makes a hidden test throw by itself: JSON of learner code can be what no JSON of ours ever is. */
function oddityBehind(error: unknown): string | null {
  if (!(error instanceof RangeError || error instanceof TypeError)) return null
  if (error.message === 'Maximum call stack size exceeded') return 'nested-too-deeply'
  return error.message === 'Cannot convert object to primitive value' ? 'no-text-form' : null
}

/** The finding of an oddity. The longest of the results has it. */
function oddResult(id: string, results: readonly CallResult[], situation: Situation): LearnerFailure {
  const [longest] = [...results].sort((one, other) => lengthOf(other) - lengthOf(one)) as [CallResult]
  const evidence = evidenceOf(longest, { kind: 'no-throw' }, situation.step)
  return new LearnerFailure(findingOf(evidence, { id, expected: null }, null, situation))
}

function lengthOf({ outcome }: CallResult): number {
  if (outcome.kind !== 'value') return 0
  const { value } = outcome
  if (value.type === 'response') return value.body.length
  return value.type === 'string' ? value.value.length : 0
}

/** So many names are kept: rows of random names are no contract. */
const MOST_NAMES = 500

/** Adds the names of the members of plain objects, also of those inside. */
function addMemberNames(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) addMemberNames(item, names)
  else if (isPlainObject(value))
    for (const [name, member] of Object.entries(value)) {
      if (names.size < MOST_NAMES) names.add(name)
      addMemberNames(member, names)
    }
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
