/** A grader whose engine runs in a process of its own, started again when it dies. */
import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BirpcReturn, createBirpc } from 'birpc'
import { courseReport } from './course-report.ts'
import type { Grader, GraderOptions } from './grader.ts'
import type { EngineEvents, EngineFunctions } from './process-messages.ts'
import { goneReport, reportOf } from './report.ts'
import type { GradeOptions, LessonReport } from './types.ts'

type Engine = {
  child: ChildProcess
  rpc: BirpcReturn<EngineFunctions, EngineEvents>
  starting: Promise<void> | null
}

/** Without these, objects that nobody needs any more may take 100 MiB before they are looked at. */
const SMALL_HEAP = ['--max-semi-space-size=4', '--heap-growing-percent=20', '--initial-heap-size=32']

/** Lets what is on its way to the screen get there first. */
const drawn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20))

/** How many engines may die under one run. */
const TRIES = 2

/**
 * Starts the engine's process. A run during which it dies is begun again with another; when that dies too, the run ends
 * with `internal` problems: what happens to the engine never takes the screen down.
 */
export function createGraderProcess(options: GraderOptions): Grader {
  const listeners = new Map<number, Required<Pick<GradeOptions, 'onLesson' | 'onBegin'>>>()
  let runs = 0
  let closed = false
  // Started with the first run: its start keeps a processor busy, and the screen should be drawn by then.
  let engine: Engine | null = null

  function startEngine(): Engine {
    const child = fork(join(options.assets.root, 'grader-process.js'), [], {
      execArgv: ['--no-warnings', ...SMALL_HEAP],
      // Threads come and go; with an arena of glibc's for each of them, what they gave back would stay taken.
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    const rpc = createBirpc<EngineFunctions, EngineEvents>(
      {
        lesson: (run, report) => listeners.get(run)?.onLesson(report),
        begin: (run, lessonId) => listeners.get(run)?.onBegin(lessonId),
      },
      {
        post: message => void child.send(message as object, () => {}),
        on: receive => child.on('message', receive),
        timeout: -1,
      },
    )
    const gone = (): void => {
      if (engine === current) engine = null
      rpc.$close(new Error('the process that grades ended'))
    }
    const starting = rpc.start(options)
    const current: Engine = { child, rpc, starting }
    child.once('exit', gone)
    child.once('error', gone)
    starting.then(
      () => {
        current.starting = null
      },
      () => {
        // One that could not start never will; the reason may be gone by the next run.
        gone()
        child.kill()
      },
    )
    return current
  }

  /** Reports of lessons that could not be graded, for a reason of the program's. */
  const internal = (lessonIds: readonly string[], seed: number, why: string): LessonReport[] =>
    options.course.lessons
      .filter(({ id }) => lessonIds.includes(id))
      .map(lesson =>
        existsSync(options.workspaceRoot)
          ? reportOf(lesson, { tests: [], errors: [why], durationMs: 0, seed })
          : goneReport(lesson, options.workspaceRoot, seed),
      )

  const runningEngine = async (): Promise<Engine> => {
    if (engine === null) await drawn()
    engine ??= startEngine()
    return engine
  }

  return {
    async grade(lessonIds, { onLesson, onBegin = () => {}, ...wanted }: GradeOptions = {}) {
      const run = ++runs
      const reports: LessonReport[] = []
      const deliver = (report: LessonReport): void => {
        reports.push(report)
        onLesson?.(report)
      }
      listeners.set(run, { onLesson: deliver, onBegin })
      // Another engine goes on where the one that died stopped, so that each report comes once.
      const left = (): string[] => lessonIds.filter(id => !reports.some(report => report.id === id))
      const version = options.course.version
      try {
        for (let tries = 1; ; tries++) {
          const current = await runningEngine()
          try {
            // The request leaves before the caller goes on: a screen that is drawn meanwhile does not hold it up.
            if (current.starting !== null) await current.starting
            return courseReport(version, await current.rpc.grade(run, left(), wanted), reports)
          } catch (error) {
            if (closed) throw error
            if (engine === current || tries === TRIES) {
              const why = error instanceof Error ? error.message : String(error)
              const { seed = 0 } = wanted
              for (const report of internal(left(), seed, why)) deliver(report)
              return courseReport(version, seed, reports)
            }
          }
        }
      } finally {
        listeners.delete(run)
      }
    },
    async close() {
      closed = true
      const last = engine
      if (last === null) return
      engine = null
      const ended = new Promise<void>(resolve => last.child.once('exit', () => resolve()))
      // A graceful end lets the engine end its sandboxes; it is not waited for longer than a moment.
      last.rpc.close().catch(() => {})
      const timer = setTimeout(() => last.child.kill('SIGKILL'), 1_000)
      await ended
      clearTimeout(timer)
    },
  }
}
