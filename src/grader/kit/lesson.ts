/** How a hidden test file is written: a lesson, its steps, their tests. The only module of the kit that knows Vitest. */
import { afterAll, beforeAll, describe, inject, type TestContext, test as vitestTest } from 'vitest'
import type { LoadReport, Refusal } from '../../sandbox/types.ts'
import kitDiagnoses from '../diagnose/diagnoses.md'
import type { KnownMistake } from '../diagnose/evidence.ts'
import type { Finding } from '../diagnose/finding.ts'
import type { Diagnoses } from '../diagnose/messages.ts'
import { type LessonPart, type RunSettings, SETTINGS_KEY } from '../settings.ts'
import { DUTIES_TEST, type LeavesOpen } from './duties.ts'
import { withinLivedTime } from './lived-time.ts'
import type { Pair } from './model/told-apart.ts'
import { createSchedule, type Ended, type StepTest, type TestBody } from './schedule.ts'
import { workerSession } from './worker-session.ts'

/** What a test leaves for the engine, as the task's meta. */
export type TestMeta = {
  step: string
  verdict: Ended['verdict']
  finding: Finding | null
  /** Names of the members of all objects that were arguments so far. */
  members: string[]
  console: string
  refusals: Refusal[]
  load: LoadReport | null
  /** Whether another lesson was graded in the same process before. */
  isShared: boolean
  /** Whether it is the kit's own test of the step. */
  isOfKit: boolean
  /** Mistakes that the rows of the step can't tell apart, where that was asked for. */
  notToldApart?: Pair[]
}

declare module 'vitest' {
  interface TaskMeta {
    jwtLessons?: TestMeta
  }
}

export type LessonOptions = {
  /** Name of the lesson's folder. */
  id: string
  /** The lesson's messages: `import diagnoses from './diagnoses.md'`. */
  diagnoses: Diagnoses
  /** Mistakes that explain a wrong result; the first one that fits is named, so general ones stand first. */
  mistakes?: readonly KnownMistake[]
  /** Duties that the contract of a function leaves open. */
  leavesOpen?: LeavesOpen
  /** The lesson's own ids for diagnoses of the kit. */
  ids?: Readonly<Record<string, string>>
  /** What the parameters of functions are called: `{ sign: ['payload', 'key'] }`. */
  parameters?: Readonly<Record<string, readonly string[]>>
  /** Mistakes that the rows of all steps up to this one can't tell apart. */
  notToldApart?: (step: string) => Pair[]
}

export type StepApi = { test: (name: string, body: TestBody) => void }

/**
 * How much longer than all learner code of a lesson one hidden test may take, and loading, in milliseconds; for hangs only,
 * learner code has its own deadlines.
 */
const MARGIN_MS = 120_000
/** Vitest's own clock goes on while the program is stopped. */
const NO_TIMEOUT = 0

/** Defines a lesson's hidden tests; `step` adds those of a step, in the order in which steps are reached. */
export function defineLesson(options: LessonOptions): {
  step: (id: string, define: (api: StepApi) => void) => void
} {
  const settings: RunSettings = inject(SETTINGS_KEY)
  const lesson = settings.lessons.find(part => part.id === options.id) as LessonPart
  const session = workerSession.take(lesson, settings)
  const schedule = createSchedule({
    lesson,
    session,
    seed: settings.seed,
    mistakes: options.mistakes ?? [],
    diagnoses: [options.diagnoses, kitDiagnoses],
    ids: options.ids ?? {},
    parameters: options.parameters ?? {},
    leavesOpen: options.leavesOpen ?? {},
  })
  const longestMs = settings.limits.whole.wallMs + MARGIN_MS
  beforeAll(async () => void (await withinLivedTime(schedule.load(), longestMs)), NO_TIMEOUT)
  afterAll(() => {
    session.close()
    schedule.forget()
  }, NO_TIMEOUT)

  const run = async (context: TestContext, step: string, index: number, isOfKit: boolean): Promise<void> => {
    const meta: TestMeta = {
      step,
      verdict: 'not-reached',
      finding: null,
      members: [],
      console: '',
      refusals: [],
      load: schedule.loaded(),
      isShared: session.isShared,
      isOfKit,
    }
    context.task.meta.jwtLessons = meta
    const { error, ...ended } = await withinLivedTime(schedule.run(step, index), longestMs)
    if (isOfKit && settings.comparesMistakes === true) meta.notToldApart = options.notToldApart?.(step) ?? []
    Object.assign(meta, ended, { refusals: session.refusals().slice(0, 5) })
    if (meta.verdict === 'not-reached') context.skip()
    if (meta.verdict !== 'passed') throw error
  }

  let isFirst = true
  return {
    step(id, define) {
      const begins = isFirst
      isFirst = false
      describe(id, () => {
        const tests: StepTest[] = []
        define({ test: (name, body) => tests.push({ name, body }) })
        tests.push({ name: DUTIES_TEST, body: null })
        schedule.add(id, tests)
        for (const [index, { name, body }] of tests.entries())
          vitestTest(name, { timeout: NO_TIMEOUT }, context => run(context, id, index, body === null))
        // The files may be loaded before Vitest has collected all tests: the first ones need not wait for the others.
        if (begins) void schedule.load().then(() => schedule.begin(id))
      })
    },
  }
}
