/** Grades lessons of one workspace with Vitest as the engine. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createVitest, type Reporter, type TestModule, type Vitest } from 'vitest/node'
import type { Course, Lesson } from '../course/types.ts'
import { withBlockers } from './blocked.ts'
import type { TestMeta } from './kit/lesson.ts'
import { unmetNeed } from '../sandbox/need.ts'
import { createWarmPool, type WarmPool } from './pool.ts'
import { withPrivateDataFolder } from './private-data-folder.ts'
import { type LessonRun, reportOf, skippedReport } from './report.ts'
import { partOf, type RunSettings, SETTINGS_KEY } from './settings.ts'
import type { CourseReport, LessonReport } from './types.ts'

export type GraderOptions = {
  workspaceRoot: string
  course: Course
  /** The folder of built files. */
  assets: { root: string }
  /** Longest time of one round trip to learner code, in milliseconds; 2,000 by default. */
  deadlineMs?: number
  /** How many workers with a sandbox are kept ready for the next save; none by default. */
  spares?: number
}

export type GradeOptions = { seed?: number; onLesson?: (report: LessonReport) => void }

export type Grader = {
  /** Grades these lessons; `onLesson` hears of each verdict as soon as it stands. Runs are carried out one by one. */
  grade: (lessonIds: readonly string[], options?: GradeOptions) => Promise<CourseReport>
  /** Ends sandboxes at once, and settles when a run that is under way has noticed. */
  close: () => Promise<void>
}

const DEADLINE_MS = 2_000
/** A verdict must be on the screen before the processors are busy with getting the next one ready; in milliseconds. */
const REST_MS = 60
/** In bytes; the solutions have a tenth of it. */
const LONGEST_SOURCE = 15_000

/** Starts the engine. */
export async function createGrader(options: GraderOptions): Promise<Grader> {
  const { course, assets, spares = 0 } = options
  const workspaceRoot = realpathSync(options.workspaceRoot)
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS
  const sandboxProgram = join(assets.root, 'sandbox-child.js')
  const warm = spares > 0 ? { sandboxProgram, workspaceRoot, deadlineMs } : null
  const pool = createWarmPool(join(assets.root, 'grader-worker.js'), warm, spares)
  pool.prepare()
  const collector = createCollector()
  const vitest = await withPrivateDataFolder(() => startVitest(assets.root, pool, collector.reporter))
  let queue: Promise<unknown> = Promise.resolve()
  let runs = 0
  let rest: NodeJS.Timeout | undefined

  const gradeNow = async (
    lessonIds: readonly string[],
    { seed = randomSeed(), onLesson }: GradeOptions,
  ): Promise<CourseReport> => {
    clearTimeout(rest)
    const asked = course.lessons.filter(lesson => lessonIds.includes(lesson.id))
    const unmet = new Map<Lesson, string>()
    for (const lesson of asked) {
      const why = await unmetNeed(assets.root, lesson.needs)
      if (why !== null) unmet.set(lesson, why)
    }
    const lessons = asked.filter(lesson => !unmet.has(lesson))
    const settings: RunSettings = {
      workspaceRoot,
      sandboxProgram,
      deadlineMs,
      seed,
      run: ++runs,
      lessons: lessons.map(partOf),
    }
    const project = vitest.getRootProject()
    project.provide(SETTINGS_KEY, settings)
    if (lessons.length === 1) pool.loadAhead(settings)
    const start = performance.now()
    const startOf = new Map<Lesson, number>()
    const reports = new Map<string, LessonReport>()
    for (const [lesson, why] of unmet) {
      const report = skippedReport(lesson, why, seed)
      reports.set(lesson.id, report)
      onLesson?.(report)
    }
    const finish = (lesson: Lesson, run: Omit<LessonRun, 'durationMs' | 'seed'>): void => {
      if (reports.has(lesson.id)) return
      const durationMs = performance.now() - (startOf.get(lesson) ?? start)
      const read = (file: string): string | null => sourceOf(join(workspaceRoot, file))
      const report = reportOf(lesson, { ...run, durationMs, seed }, read)
      reports.set(lesson.id, report)
      onLesson?.(report)
    }
    const lessonOf = (module: TestModule): Lesson | undefined =>
      lessons.find(candidate => module.moduleId.endsWith(`${candidate.id}.test.js`))
    collector.listen({
      begin(module) {
        const lesson = lessonOf(module)
        // One of several waits for its turn, and that is not its own time.
        if (lesson && lessons.length > 1) startOf.set(lesson, performance.now())
      },
      end(module) {
        const lesson = lessonOf(module)
        if (lesson) finish(lesson, runOf(module))
      },
    })
    const files = lessons.map(lesson => join(assets.root, 'tests', `${lesson.id}.test.js`))
    for (const file of files) vitest.invalidateFile(file)
    const exitCode = process.exitCode
    let failure = 'its hidden tests did not run'
    try {
      if (files.length > 0) {
        const result = await vitest.runTestSpecifications(
          files.map(file => project.createSpecification(file)),
        )
        failure = result.unhandledErrors.map(error => messageOf(error)).join('; ') || failure
      }
    } catch (error) {
      failure = messageOf(error)
    } finally {
      // A failed run sets the exit code of this process; what it means is the caller's to say.
      process.exitCode = exitCode
    }
    for (const lesson of lessons) finish(lesson, { tests: [], errors: [failure] })
    rest = setTimeout(() => pool.prepare(), REST_MS)
    rest.unref()
    const ordered = withBlockers(asked.map(lesson => reports.get(lesson.id) as LessonReport))
    const passed = ordered.filter(report => report.verdict === 'passed').length
    return { schema: 1, course: course.version, passed, total: ordered.length, seed, lessons: ordered }
  }

  return {
    grade(lessonIds, gradeOptions = {}) {
      const run = queue.then(() => gradeNow(lessonIds, gradeOptions))
      queue = run.catch(() => {})
      return run
    },
    async close() {
      await vitest.cancelCurrentRun('keyboard-input')
      pool.endSandboxes()
      await queue
      clearTimeout(rest)
      await Promise.all([vitest.close(), pool.close()])
    },
  }
}

/** A learner's file as text, or null when it is none or too long to be looked through. */
function sourceOf(path: string): string | null {
  try {
    const about = statSync(path)
    return about.isFile() && about.size <= LONGEST_SOURCE ? readFileSync(path, 'utf8') : null
  } catch {
    return null
  }
}

function randomSeed(): number {
  return Math.floor(Math.random() * 0x7fffffff)
}

async function startVitest(root: string, pool: WarmPool, reporter: Reporter): Promise<Vitest> {
  const vitest = await createVitest(
    {
      config: false,
      root,
      watch: false,
      run: true,
      include: ['tests/*.test.js'],
      exclude: [],
      // A hidden test leaves nothing behind in its thread, so that one thread can serve many lessons.
      isolate: false,
      pool: pool.runner,
      maxWorkers: Math.max(1, Math.min(4, availableParallelism())),
      reporters: [reporter],
      silent: true,
      update: false,
      api: false,
      passWithNoTests: true,
      // Nothing is written where the program is installed.
      cache: false,
      fsModuleCache: false,
      // Hidden tests are built already and mock nothing: Node loads them as they are.
      experimental: { viteModuleRunner: false, nodeLoader: false },
      disableConsoleIntercept: true,
    } as never,
    {
      server: { watch: null, ws: false, middlewareMode: true },
      logLevel: 'silent',
      cacheDir: undefined,
    } as never,
  )
  await vitest.standalone()
  return vitest
}

type Listener = { begin: (module: TestModule) => void; end: (module: TestModule) => void }

/** A reporter that tells of each module when its turn comes, and when it is finished. */
function createCollector(): { reporter: Reporter; listen: (listener: Listener) => void } {
  let current: Listener = { begin() {}, end() {} }
  return {
    reporter: {
      onTestModuleQueued: module => current.begin(module),
      onTestModuleEnd: module => current.end(module),
    },
    listen(listener) {
      current = listener
    },
  }
}

function runOf(module: TestModule): Omit<LessonRun, 'durationMs' | 'seed'> {
  const tests = [...module.children.allTests()].map(test => {
    const meta = (test.meta() as { jwtLessons?: TestMeta }).jwtLessons ?? null
    const step = test.parent.type === 'suite' ? test.parent.name : ''
    return { name: test.name, step, meta, error: test.result().errors?.[0]?.message ?? null }
  })
  return { tests, errors: module.errors().map(error => error.message) }
}

function messageOf(error: unknown): string {
  return error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
    ? String((error as { message: unknown }).message)
    : String(error)
}
