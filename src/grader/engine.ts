/** Vitest as the engine of hidden tests. With pool.ts the only module that knows it. */
import { join } from 'node:path'
import { createVitest, type Reporter, type TestModule, type Vitest } from 'vitest/node'
import type { Lesson } from '../course/types.ts'
import type { TestMeta } from './kit/lesson.ts'
import type { WarmPool } from './pool.ts'
import { withPrivateDataFolder } from './private-data-folder.ts'
import type { LessonRun } from './report.ts'
import { type RunSettings, SETTINGS_KEY } from './settings.ts'
import { mostThreads } from './threads.ts'

/** What the hidden tests of a lesson left, and how long they took. */
export type EngineRun = Omit<LessonRun, 'seed'>

export type EngineListeners = {
  begin: (lesson: Lesson) => void
  end: (lesson: Lesson, run: EngineRun) => void
}

export type Engine = {
  /**
   * Runs the hidden tests of lessons; `begin` hears of a lesson when it has its turn, `end` of each once, in the order in
   * which they end. A lesson whose tests could not run has no tests, and an error that says why.
   */
  run: (lessons: readonly Lesson[], settings: RunSettings, listeners: EngineListeners) => Promise<void>
  /** Stops a run that is under way. */
  cancel: () => Promise<void>
  close: () => Promise<void>
}

/** Starts Vitest. `assetsRoot` is the folder of built files. */
export async function createEngine(assetsRoot: string, pool: WarmPool): Promise<Engine> {
  const collector = createCollector()
  const vitest = await withPrivateDataFolder(() => startVitest(assetsRoot, pool, collector.reporter))
  const project = vitest.getRootProject()

  return {
    async run(lessons, settings, listeners) {
      if (lessons.length === 0) return
      project.provide(SETTINGS_KEY, settings)
      const begun = performance.now()
      const waiting = new Map(lessons.map(lesson => [lesson, begun]))
      const lessonOf = (module: TestModule): Lesson | undefined =>
        lessons.find(({ id }) => module.moduleId.endsWith(`${id}.test.js`))
      const end = (lesson: Lesson, run: Omit<EngineRun, 'durationMs'>): void => {
        const start = waiting.get(lesson)
        if (start === undefined) return
        waiting.delete(lesson)
        listeners.end(lesson, { ...run, durationMs: performance.now() - start })
      }
      collector.listen({
        begin(module) {
          const lesson = lessonOf(module)
          if (lesson === undefined) return
          // One of several waits for its turn, and that is not its own time.
          if (lessons.length > 1) waiting.set(lesson, performance.now())
          listeners.begin(lesson)
        },
        end(module) {
          const lesson = lessonOf(module)
          if (lesson) end(lesson, runOf(module))
        },
      })
      const files = lessons.map(({ id }) => join(assetsRoot, 'tests', `${id}.test.js`))
      for (const file of files) vitest.invalidateFile(file)
      const why = await runFiles(vitest, files)
      for (const lesson of [...waiting.keys()]) end(lesson, { tests: [], errors: [why] })
    },
    cancel: () => vitest.cancelCurrentRun('keyboard-input'),
    close: () => vitest.close(),
  }
}

/** Runs test files. @returns why those that did not end did not run */
async function runFiles(vitest: Vitest, files: readonly string[]): Promise<string> {
  const project = vitest.getRootProject()
  const exitCode = process.exitCode
  try {
    const result = await vitest.runTestSpecifications(files.map(file => project.createSpecification(file)))
    return result.unhandledErrors.map(messageOf).join('; ') || 'its hidden tests did not run'
  } catch (error) {
    return messageOf(error)
  } finally {
    // A failed run sets the exit code of this process; what it means is the caller's to say.
    process.exitCode = exitCode
  }
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
      maxWorkers: mostThreads(),
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
