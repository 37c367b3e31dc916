/** Grades lessons of one workspace. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Course, Lesson } from '../course/types.ts'
import { unmetNeed } from '../sandbox/need.ts'
import { wallsHere, wallsInWords } from '../sandbox/walls.ts'
import { courseReport } from './course-report.ts'
import { createDelivery } from './delivery.ts'
import type { EngineRun } from './engine.ts'
import { rulesOf } from './kit/session.ts'
import { goneReport, reportOf, skippedReport } from './report.ts'
import { limitsOf, partOf, type RunSettings } from './settings.ts'
import { createThreads, mostThreads, type Threads, wish } from './threads.ts'
import type { CourseReport, GradeOptions, LessonReport } from './types.ts'

export type GraderOptions = {
  workspaceRoot: string
  course: Course
  /** The folder of built files. */
  assets: { root: string }
  /** Longest time of one round trip to learner code, in milliseconds; 2,000 by default. */
  deadlineMs?: number
  /** Processor time that the calls of a lesson get together, in seconds; 30 by default. */
  budgetSeconds?: number
  /** How many workers with a sandbox are kept ready for the next save; none by default. */
  spares?: number
  /** The lessons that will be graded first, if they are known: threads come up for them while the engine is loaded. */
  first?: readonly string[]
}

type RunListeners = { onReport: (report: LessonReport) => void; onBegin: (lessonId: string) => void }

export type Grader = {
  /** Grades these lessons. Runs are carried out one by one. */
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
  const { course, assets, spares = 0, first = [] } = options
  const workspaceRoot = realpathSync(options.workspaceRoot)
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS
  const sandboxProgram = join(assets.root, 'sandbox-child.js')
  const limits = limitsOf(options.budgetSeconds)
  const walls = wallsHere()
  const place = { workspaceRoot, sandboxProgram, deadlineMs, limits, walls }
  const threads = createThreads(join(assets.root, 'grader-worker.js'), place)
  prepareFirst(
    threads,
    spares,
    course.lessons.filter(({ id }) => first.includes(id)),
  )
  // Most of a start is the loading of Vitest.
  const [{ createWarmPool }, { createEngine }] = await Promise.all([
    import('./pool.ts'),
    import('./engine.ts'),
  ])
  const pool = createWarmPool(threads, spares)
  const engine = await createEngine(assets.root, pool)
  const order = course.lessons.map(({ id }) => id)
  /** The newest report of each lesson. */
  const known = new Map<string, LessonReport>()
  let queue: Promise<unknown> = Promise.resolve()
  let runs = 0
  let isClosing = false
  let rest: NodeJS.Timeout | undefined

  /**
   * Runs lessons once; of several that may share a process, each gets a fresh one where it does not pass. So does what looks
   * like a fault of ours: a thread may be full of what earlier runs left in it.
   */
  const run = async (
    lessons: readonly Lesson[],
    seed: number,
    sharing: RunSettings['sharing'],
    { onReport, onBegin }: RunListeners,
    isSecond = false,
  ): Promise<void> => {
    const parts = lessons.map(partOf)
    const settings = { ...place, seed, run: ++runs, lessons: parts, sharing }
    if (sharing === 'none' && lessons.length === 1) pool.loadAhead(settings)
    const again: Lesson[] = []
    const end = (lesson: Lesson, ended: EngineRun): void => {
      const read = (file: string): string | null => sourceOf(workspaceRoot, file)
      const isGiven = (file: string): boolean => existsSync(join(assets.root, 'starters', file))
      const report = existsSync(workspaceRoot)
        ? reportOf(lesson, { ...ended, seed }, { read, isGiven })
        : goneReport(lesson, workspaceRoot, seed)
      const isOurFault = report.problem?.kind === 'internal' && !isClosing
      const isCertain =
        report.verdict === 'passed' ||
        report.verdict === 'not-started' ||
        isSecond ||
        !(wasShared(ended) || isOurFault)
      if (isCertain) onReport(report)
      else again.push(lesson)
    }
    await engine.run(lessons, settings, { begin: ({ id }) => onBegin(id), end })
    if (again.length > 0) await run(again, seed, 'none', { onReport, onBegin }, true)
  }

  const gradeNow = async (
    lessonIds: readonly string[],
    { seed = randomSeed(), next, onLesson, onBegin = () => {} }: GradeOptions,
  ): Promise<CourseReport> => {
    clearTimeout(rest)
    const asked = course.lessons.filter(({ id }) => lessonIds.includes(id))
    const ids = asked.map(({ id }) => id)
    const delivery = createDelivery(ids, known, order, report => {
      known.set(report.id, report)
      onLesson?.(report)
    })
    const lessons: Lesson[] = []
    for (const lesson of asked) {
      const why = await unmetNeed(assets.root, lesson.needs)
      if (why === null) lessons.push(lesson)
      else delivery.add(skippedReport(lesson, why, seed))
    }
    const listeners = { onReport: delivery.add, onBegin }
    await run(lessons, seed, lessons.length > 1 ? 'lessons' : 'none', listeners)
    const expected = course.lessons.find(({ id }) => id === next)
    rest = setTimeout(() => pool.prepare(expected ? rulesOf(expected) : null), REST_MS)
    rest.unref()
    return { ...courseReport(course.version, seed, delivery.reports()), walls: wallsInWords(walls) }
  }

  return {
    grade(lessonIds, gradeOptions = {}) {
      const graded = queue.then(() => gradeNow(lessonIds, gradeOptions))
      queue = graded.catch(() => {})
      return graded
    },
    async close() {
      isClosing = true
      await engine.cancel()
      pool.endSandboxes()
      await queue
      clearTimeout(rest)
      await Promise.all([engine.close(), pool.close()])
    },
  }
}

/** Starts threads for the first run; of a single lesson, and where spares are kept, with a sandbox. */
function prepareFirst(threads: Threads, spares: number, lessons: readonly Lesson[]): void {
  threads.prepare(Math.max(spares, Math.min(lessons.length, mostThreads())))
  if (spares === 0 && lessons.length !== 1) return
  const [lesson] = lessons
  const rules = lesson === undefined || lessons.length > 1 ? null : rulesOf(lesson)
  for (const thread of threads.resting) wish(thread, { type: 'sandbox', rules })
}

/** Whether another lesson's code ran in the same process before. */
function wasShared({ tests }: EngineRun): boolean {
  return tests.some(({ meta }) => meta?.isShared === true)
}

/**
 * A learner's file as text, or null when it is none or too long to be looked through. What is read is decided by its real
 * path: code can name any file in an error, a link that leads out of the workspace too.
 */
function sourceOf(root: string, file: string): string | null {
  try {
    const path = realpathSync(join(root, file))
    if (!path.startsWith(root + sep)) return null
    const about = statSync(path)
    return about.isFile() && about.size <= LONGEST_SOURCE ? readFileSync(path, 'utf8') : null
  } catch {
    return null
  }
}

function randomSeed(): number {
  return Math.floor(Math.random() * 0x7fffffff)
}
