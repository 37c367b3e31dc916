/** The sandboxes of one lesson run: started ahead, loaded once, thrown away. */
import type { Lesson } from '../../course/types.ts'
import { type CallOptions, type Sandbox, startSandbox } from '../../sandbox/host.ts'
import type { Call, CallReport, LoadReport, Refusal } from '../../sandbox/types.ts'
import type { LessonPart, RunSettings } from '../settings.ts'
import { rememberWatched, wasWatched } from './warm.ts'

export type Session = {
  load: () => Promise<LoadReport>
  call: (calls: Call[], options?: CallOptions) => Promise<CallReport[]>
  /** Console output since the last call of this function. */
  takeConsole: () => string
  /** Everything that the sandbox refused so far. */
  refusals: () => Refusal[]
  close: () => void
}

/** Opens a session; `warm` is a sandbox that was started ahead, if there is one. */
export function openSession(lesson: LessonPart, settings: RunSettings, warm: Sandbox | null): Session {
  const start = (): Sandbox =>
    startSandbox({
      program: settings.sandboxProgram,
      workspaceRoot: settings.workspaceRoot,
      deadlineMs: settings.deadlineMs,
    })
  const plain = warm ?? start()
  let watching: Promise<Sandbox> | null = null
  let watched = false
  let output = ''
  const refused: Refusal[] = []
  const files = exportsByFile(lesson)

  const note = (reply: { console: string; refusals: Refusal[] }): void => {
    output += reply.console
    refused.push(...reply.refusals)
  }
  // Watched calls need instrumented code; it is kept apart, so that ordinary calls run the code as it is.
  const watchingSandbox = (): Promise<Sandbox> => {
    watching ??= (async () => {
      const sandbox = start()
      await sandbox.load({ profile: lesson.profile, files, instrument: true })
      return sandbox
    })()
    return watching
  }

  return {
    async load() {
      const reply = await plain.load({ profile: lesson.profile, files, instrument: false })
      note(reply)
      // It is needed at the end of a lesson; starting it now uses a processor that has nothing to do.
      if (wasWatched(lesson.id)) void watchingSandbox()
      return reply.report
    },
    async call(calls, options = {}) {
      if (options.comparisonsOf) watched = true
      const sandbox = options.comparisonsOf ? await watchingSandbox() : plain
      const reply = await sandbox.call(calls, options)
      if (!options.comparisonsOf) note(reply)
      return reply.report
    },
    takeConsole() {
      const taken = output
      output = ''
      return taken
    },
    refusals: () => refused,
    close() {
      rememberWatched(lesson.id, watched)
      plain.kill()
      void watching?.then(sandbox => sandbox.kill())
    },
  }
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
