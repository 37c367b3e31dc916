/** How a hidden test file is written: a lesson, its steps, their tests. */
import { afterAll, beforeAll, describe, inject, type TestContext, test as vitestTest } from 'vitest'
import type { LoadReport, Refusal } from '../../sandbox/types.ts'
import { type LessonPart, type RunSettings, SETTINGS_KEY } from '../settings.ts'
import type { Diagnosis, Verdict } from '../types.ts'
import { LearnerFailure } from './failure.ts'
import { createLearner, type Learner } from './learner.ts'
import { openSession, type Session } from './session.ts'
import type { KnownMistake } from './types.ts'
import { takeWarmSandbox } from './warm.ts'

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
export type StepApi = { test: (name: string, body: (learner: Learner) => Promise<void> | void) => void }

/** Longest time of one hidden test, and of loading; for hangs only, learner code has its own deadline. */
const TIMEOUT_MS = 120_000

/** Defines a lesson's hidden tests. A step runs only when the steps before it passed. */
export function defineLesson(options: LessonOptions): {
  step: (id: string, define: (api: StepApi) => void) => void
} {
  const settings: RunSettings = inject(SETTINGS_KEY)
  const lesson = settings.lessons.find(part => part.id === options.id) as LessonPart
  const session: Session = openSession(lesson, settings, takeWarmSandbox(settings))
  let load: LoadReport | null = null
  /** The first step that did not pass; later steps are not reached. */
  let stoppedAt: string | null = null
  let broken = false
  let count = 0

  beforeAll(async () => {
    load = await session.load()
  }, TIMEOUT_MS)
  afterAll(() => session.close())

  const run = async (
    context: TestContext,
    step: string,
    name: string,
    order: number,
    body: (learner: Learner) => Promise<void> | void,
  ): Promise<void> => {
    const meta: TestMeta = { step, verdict: 'not-reached', diagnosis: null, console: '', refusals: [], load }
    context.task.meta.jwtLessons = meta
    const loaded = load?.kind === 'loaded' && load.missing.length === 0 && !load.notStarted
    if (!loaded || broken || (stoppedAt !== null && stoppedAt !== step)) return context.skip()
    const situation = { step, test: name, mistakes: options.mistakes, seed: settings.seed }
    const learner = createLearner(session, lesson, situation, (settings.seed + order * 7919) | 0)
    try {
      await body(learner)
      meta.verdict = 'passed'
    } catch (error) {
      stoppedAt = step
      meta.verdict = error instanceof LearnerFailure ? error.verdict : 'internal'
      if (error instanceof LearnerFailure) {
        meta.diagnosis = error.diagnosis
        broken = error.verdict === 'broken'
      }
      throw error
    } finally {
      meta.console = session.takeConsole()
      meta.refusals = session.refusals().slice(0, 5)
    }
  }

  return {
    step(id, define) {
      describe(id, () => {
        define({
          test(name, body) {
            const order = count++
            vitestTest(name, { timeout: TIMEOUT_MS }, context => run(context, id, name, order, body))
          },
        })
      })
    },
  }
}
