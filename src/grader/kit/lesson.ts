/** How a hidden test file is written: a lesson, its steps, their tests. */
import { afterAll, beforeAll, describe, inject, type TestContext, test as vitestTest } from 'vitest'
import type { LoadReport, Refusal } from '../../sandbox/types.ts'
import { type LessonPart, type RunSettings, SETTINGS_KEY } from '../settings.ts'
import type { Diagnosis, Verdict } from '../types.ts'
import { takeSession } from './preload.ts'
import { LearnerFailure, SandboxGoneError } from './failure.ts'
import { type Ask, createLearner, type Learner } from './learner.ts'
import type { Session } from './session.ts'
import type { KnownMistake } from './types.ts'

/** What a test leaves for the engine, as the task's meta. */
export type TestMeta = {
  step: string
  verdict: Verdict | 'not-reached' | 'internal'
  diagnosis: Diagnosis | null
  console: string
  refusals: Refusal[]
  load: LoadReport | null
}

declare module 'vitest' {
  interface TaskMeta {
    jwtLessons?: TestMeta
  }
}

export type LessonOptions = { id: string; mistakes: readonly KnownMistake[] }
type TestBody = (learner: Learner) => Promise<void> | void
export type StepApi = { test: (name: string, body: TestBody) => void }

/** A test of a step, and how it ended once it has begun. */
type StepTest = { name: string; order: number; body: TestBody; ended: Promise<Ended> | null }
type Step = { id: string; tests: StepTest[] }
type Ended = Pick<TestMeta, 'verdict' | 'diagnosis' | 'console'> & { error: unknown }

/** So many tests begin before their turn; with fewer the sandbox would wait for questions. */
const AHEAD = 3
/** Code is fast when its calls take less than this on average, in milliseconds. For slow code nothing begins ahead: what is
 * asked after a wrong answer would have to wait for it. */
const FAST_MS = 50
/** Longest time of one hidden test, and of loading; for hangs only, learner code has its own deadline. */
const TIMEOUT_MS = 120_000

/**
 * Defines a lesson's hidden tests. A step runs only when the steps before it passed; in a step, each test begins while the
 * one before it is still under way, and their calls are carried out one after the other.
 */
export function defineLesson(options: LessonOptions): {
  step: (id: string, define: (api: StepApi) => void) => void
} {
  const settings: RunSettings = inject(SETTINGS_KEY)
  const lesson = settings.lessons.find(part => part.id === options.id) as LessonPart
  const session: Session = takeSession(lesson, settings)
  let load: LoadReport | null = null
  /** What was printed before the first test. */
  let printedByLoad = ''
  /** The first step that did not pass; later steps are not reached. */
  let stoppedAt: string | null = null
  let broken = false
  /** What is known of the code's speed by the answers so far. */
  let speed: 'unknown' | 'fast' | 'slow' = 'unknown'
  let count = 0

  const steps: Step[] = []

  let loading: Promise<void> | null = null
  const loadOnce = (): Promise<void> => {
    loading ??= session.load().then(({ report, console }) => {
      load = report
      printedByLoad = console
    })
    return loading
  }
  beforeAll(loadOnce, TIMEOUT_MS)
  afterAll(() => session.close())

  /** Begins what waits until the code is known to be fast. */
  let onSpeed = (): void => {}
  const carryOut = async (step: string, { name, order, body }: StepTest): Promise<Ended> => {
    let console = printedByLoad
    printedByLoad = ''
    const ask: Ask = async (calls, callOptions) => {
      const start = performance.now()
      const answer = await session.call(calls, callOptions)
      if (speed !== 'slow')
        speed = performance.now() - start < FAST_MS * Math.max(1, calls.length) ? 'fast' : 'slow'
      onSpeed()
      console += answer.console
      return answer.reports
    }
    const situation = { step, test: name, mistakes: options.mistakes, seed: settings.seed }
    const learner = createLearner(ask, lesson, situation, (settings.seed + order * 7919) | 0)
    try {
      await body(learner)
      return { verdict: 'passed', diagnosis: null, console, error: null }
    } catch (error) {
      if (error instanceof SandboxGoneError)
        return { verdict: 'not-reached', diagnosis: null, console, error: null }
      const failure = error instanceof LearnerFailure ? error : null
      return {
        verdict: failure?.verdict ?? 'internal',
        diagnosis: failure?.diagnosis ?? null,
        console,
        error,
      }
    }
  }
  /** Whether tests of this step may run. */
  const isReached = (step: Step): boolean => {
    const isLoaded =
      load?.kind === 'loaded' &&
      load.missing.length === 0 &&
      load.missingEarlier.length === 0 &&
      !load.notStarted
    return isLoaded && !broken && (stoppedAt === null || stoppedAt === step.id)
  }
  /** Begins a test, and some after it: while the sandbox works for one, the next ones get their calls ready. */
  const begin = (step: Step | undefined, index: number): void => {
    if (step === undefined || !isReached(step)) return
    const ahead = speed === 'fast' ? AHEAD : 0
    if (speed === 'unknown') {
      onSpeed = () => {
        onSpeed = () => {}
        begin(step, index)
      }
    }
    for (const test of step.tests.slice(index, index + 1 + ahead)) test.ended ??= carryOut(step.id, test)
  }

  const run = async (context: TestContext, step: Step, index: number): Promise<void> => {
    const meta: TestMeta = {
      step: step.id,
      verdict: 'not-reached',
      diagnosis: null,
      console: '',
      refusals: [],
      load,
    }
    context.task.meta.jwtLessons = meta
    const test = step.tests[index] as StepTest
    begin(step, index)
    if (!isReached(step) || test.ended === null) return context.skip()
    const { error, ...ended } = await test.ended
    Object.assign(meta, ended, { refusals: session.refusals().slice(0, 5) })
    if (meta.verdict === 'passed') {
      if (test === step.tests.at(-1)) begin(steps[steps.indexOf(step) + 1], 0)
      return
    }
    if (meta.verdict === 'not-reached') return context.skip()
    stoppedAt = step.id
    broken = meta.verdict === 'broken'
    throw error
  }

  return {
    step(id, define) {
      describe(id, () => {
        const step: Step = { id, tests: [] }
        steps.push(step)
        define({ test: (name, body) => step.tests.push({ name, order: count++, body, ended: null }) })
        for (const [index, test] of step.tests.entries())
          vitestTest(test.name, { timeout: TIMEOUT_MS }, context => run(context, step, index))
        // The files may be loaded before Vitest has collected all tests: the first ones need not wait for the others.
        if (steps.length === 1) void loadOnce().then(() => begin(step, 0))
      })
    },
  }
}
