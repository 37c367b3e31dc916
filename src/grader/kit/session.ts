/** The sandboxes of one lesson run: started ahead, loaded once, thrown away. */
import type { Lesson } from '../../course/types.ts'
import { brokenReport, type CallOptions } from '../../sandbox/calls.ts'
import { type LessonRules, type Sandbox, type SandboxGroup, startSandbox } from '../../sandbox/host.ts'
import type { Call, CallReport, LoadProblem, LoadReport, Refusal } from '../../sandbox/types.ts'
import type { LessonPart, RunSettings } from '../settings.ts'
import { SandboxGoneError } from '../diagnose/failure.ts'
import type { Lent } from './shared-sandboxes.ts'

export type Session = {
  /** Loads the learner's files; once, however often it is asked. */
  load: () => Promise<{ report: LoadReport; console: string }>
  /**
   * Carries out calls, after those that were asked for before. When the code breaks down, the one who asked for the
   * guilty calls hears how.
   * @throws SandboxGoneError when it broke down under other calls
   */
  call: (calls: Call[], options?: CallOptions) => Promise<{ reports: CallReport[]; console: string }>
  /** The result of a call in a process of its own, in which nothing was called before; null when it has none. */
  callFresh: (call: Call, options: CallOptions) => Promise<CallReport | null>
  /** What is held in memory; see `Sandbox.heap`. @throws SandboxGoneError when the process broke down before */
  heap: Sandbox['heap']
  /** Everything that the sandbox refused so far. */
  refusals: () => Refusal[]
  /** Whether another lesson was graded in the same process before. */
  isShared: boolean
  close: () => void
}

const END_AFTER_MS = 50

export type SessionOptions = {
  /** A sandbox that was started ahead, if there is one. */
  sandbox: Sandbox | null
  /** The sandbox of a run of several lessons, instead of one of its own. */
  lent?: Lent
  /** All sandboxes of the session belong to it. */
  group: SandboxGroup
  /** Whether watched calls are likely. */
  isWatched: boolean
  /** Hears at the end whether there were watched calls. */
  onClose: (wasWatched: boolean) => void
}

/** Opens a session. */
export function openSession(lesson: LessonPart, settings: RunSettings, options: SessionOptions): Session {
  const start = (): Sandbox =>
    startSandbox({
      program: settings.sandboxProgram,
      workspaceRoot: settings.workspaceRoot,
      deadlineMs: settings.deadlineMs,
      group: options.group,
      walls: settings.walls,
      ...settings.limits,
    })
  const plain = options.lent?.sandbox ?? options.sandbox ?? start()
  let watching: Promise<{ sandbox: Sandbox; problem: LoadProblem | null }> | null = null
  let watched = false
  let gone = false
  let loading: ReturnType<Session['load']> | null = null
  let isLoaded = false
  const refused: Refusal[] = []
  const files = filesToLoad(lesson)

  // Watched calls need instrumented code; it is kept apart, so that ordinary calls run the code as it is.
  const watchingSandbox = (): NonNullable<typeof watching> => {
    watching ??= (async () => {
      const sandbox = start()
      const { report } = await sandbox.load({ ...rulesOf(lesson), files, instrument: true })
      return { sandbox, problem: report.kind === 'problem' ? report.problem : null }
    })()
    return watching
  }

  const load = async (): Promise<{ report: LoadReport; console: string }> => {
    const { report, console, refusals } = await plain.load({
      ...rulesOf(lesson),
      files,
      instrument: false,
    })
    refused.push(...refusals)
    isLoaded = report.kind === 'loaded'
    // It is needed at the end of a lesson; starting it now uses a processor that has nothing to do.
    if (options.isWatched) void watchingSandbox()
    return { report, console }
  }

  return {
    load() {
      loading ??= load()
      return loading
    },
    async call(calls, callOptions = {}) {
      if (gone) throw new SandboxGoneError()
      const isWatched = callOptions.comparisonsOf !== undefined
      if (isWatched) watched = true
      const { sandbox, problem } = isWatched ? await watchingSandbox() : { sandbox: plain, problem: null }
      const {
        report: reports,
        console,
        refusals,
      } = problem === null ? await sandbox.call(calls, callOptions) : notWatched(calls, problem)
      if (gone) throw new SandboxGoneError()
      gone = reports.some(({ outcome }) => outcome.kind === 'broken')
      // Both sandboxes run the same code: what it prints and what it is refused is told once.
      if (isWatched) return { reports, console: '' }
      refused.push(...refusals)
      return { reports, console }
    },
    async callFresh(call, callOptions) {
      const sandbox = start()
      try {
        const { report } = await sandbox.load({ ...rulesOf(lesson), files, instrument: false })
        if (report.kind === 'problem') return null
        const [result] = (await sandbox.call([call], callOptions)).report
        return result === undefined || result.outcome.kind === 'broken' ? null : result
      } finally {
        sandbox.kill()
      }
    },
    async heap(wanted) {
      if (gone) throw new SandboxGoneError()
      const report = await plain.heap(wanted)
      if (gone) throw new SandboxGoneError()
      gone = report.kind === 'broken'
      return report
    },
    refusals: () => refused,
    isShared: options.lent?.isUsed === true,
    close() {
      options.onClose(watched)
      options.lent?.giveBack(isLoaded && !gone ? 'healthy' : 'spoilt')
      // It waits for a question that does not come. Its end takes a processor, which the verdict needs first.
      setTimeout(() => {
        if (options.lent === undefined) plain.kill()
        void watching?.then(({ sandbox }) => sandbox.kill())
      }, END_AFTER_MS).unref()
    },
  }
}

/** The replies to calls of code that loads as it is, but not with what watches it. */
function notWatched(calls: Call[], { kind, message }: LoadProblem): Awaited<ReturnType<Sandbox['call']>> {
  const cause = kind === 'timeout' || kind === 'memory' || kind === 'internal' ? kind : 'crash'
  return {
    report: calls.map(() => brokenReport({ kind: 'broken', cause, message, place: null })),
    console: '',
    refusals: [],
  }
}

/** What the sandbox of a lesson takes away, watches and lets in. */
export function rulesOf({ forbids, watches, web }: Pick<Lesson, keyof LessonRules>): LessonRules {
  return { forbids, watches, web }
}

/** What the sandbox loads: the lesson's own files, then those of earlier lessons that the hidden tests call too. */
export function filesToLoad(
  lesson: Pick<Lesson, 'files' | 'exports' | 'uses'>,
): { path: string; exports: string[]; isEarlier: boolean }[] {
  const used = new Map<string, string[]>()
  for (const entry of lesson.uses) {
    const [path, name] = entry.split('#') as [string, string]
    used.set(path, [...(used.get(path) ?? []), name])
  }
  return [
    ...exportsByFile(lesson).map(file => ({ ...file, isEarlier: false })),
    ...[...used].map(([path, exports]) => ({ path, exports, isEarlier: true })),
  ]
}

/** `path#name` exports belong to `path`, plain names to the lesson's first file. */
export function exportsByFile(
  lesson: Pick<Lesson, 'files' | 'exports'>,
): { path: string; exports: string[] }[] {
  return lesson.files.map((path, index) => ({
    path,
    exports: lesson.exports.flatMap(entry => {
      const [file, name] = entry.includes('#')
        ? (entry.split('#') as [string, string])
        : [lesson.files[0] as string, entry]
      return file === path || (index === 0 && file === undefined) ? [name] : []
    }),
  }))
}
