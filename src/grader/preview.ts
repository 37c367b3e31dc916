/** Calls the learner's functions for a picture, outside of any grading. */
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Course } from '../course/types.ts'
import { brokenReport, type CallOptions } from '../sandbox/calls.ts'
import { type Sandbox, startSandbox } from '../sandbox/host.ts'
import type { Call, CallReport, LoadReport } from '../sandbox/types.ts'
import { filesToLoad, rulesOf } from './kit/session.ts'

export type Preview = {
  /** Carries out calls with the functions of a lesson; each call has an outcome, also when the file does not load. */
  preview: (lessonId: string, calls: readonly Call[]) => Promise<CallReport[]>
  /** The files changed: the next call loads them anew. */
  refresh: () => void
  close: () => void
}

type Loaded = {
  lessonId: string
  sandbox: Sandbox
  load: Promise<LoadReport>
  options: CallOptions
  broken: boolean
}

/** Makes a preview; its sandbox is kept between calls, so that an answer comes within a frame. */
export function createPreview(options: {
  workspaceRoot: string
  course: Course
  assets: { root: string }
  deadlineMs?: number
}): Preview {
  const { course, assets, deadlineMs = 2_000 } = options
  const workspaceRoot = realpathSync(options.workspaceRoot)
  let current: Loaded | null = null
  let queue: Promise<unknown> = Promise.resolve()

  const refresh = (): void => {
    current?.sandbox.kill()
    current = null
  }
  const open = (lessonId: string): Loaded => {
    const lesson = course.lessons.find(candidate => candidate.id === lessonId)
    if (lesson === undefined) throw new Error(`There is no lesson ${lessonId}.`)
    const sandbox = startSandbox({
      program: join(assets.root, 'sandbox-child.js'),
      workspaceRoot,
      deadlineMs,
    })
    const files = filesToLoad(lesson)
    const load = sandbox.load({ ...rulesOf(lesson), files, instrument: false }).then(reply => reply.report)
    // A Request lives in the event loop, to which the process returns only when calls take turns.
    const options: CallOptions = lesson.web ? { turns: 'one-by-one' } : {}
    return { lessonId, sandbox, load, options, broken: false }
  }
  /** An app that is called is awaited; else the front matter says what is, `RefreshTokens.rotate` for a method. */
  const isAwaited = (lessonId: string, { name, object }: Call): boolean => {
    const names = course.lessons.find(({ id }) => id === lessonId)?.async ?? []
    if (object?.how === 'apply') return true
    return names.some(known => (object?.how === 'method' ? known.endsWith(`.${name}`) : known === name))
  }
  const observeNow = async (lessonId: string, calls: readonly Call[]): Promise<CallReport[]> => {
    if (current?.lessonId !== lessonId || current.broken) refresh()
    current ??= open(lessonId)
    const loaded = current
    const load = await loaded.load
    const why = load.kind === 'problem' ? load.problem.message : null
    const failed = (message: string): CallReport[] =>
      calls.map(() => brokenReport({ kind: 'broken', cause: 'crash', message, place: null }))
    if (why !== null) return failed(why)
    if (load.kind === 'loaded' && calls.some(call => load.missing.includes(call.name)))
      return failed('the function is not there yet')
    const awaits = calls.some(call => isAwaited(lessonId, call))
    const given = Object.assign({}, ...calls.map(call => call.given ?? {})) as Record<string, unknown>
    const reply = await loaded.sandbox.call([...calls], {
      ...loaded.options,
      given,
      ...(awaits && { awaits }),
    })
    loaded.broken = reply.report.some(report => report.outcome.kind === 'broken')
    return reply.report
  }

  return {
    preview(lessonId, calls) {
      const answer = queue.then(() => observeNow(lessonId, calls))
      queue = answer.catch(() => {})
      return answer
    },
    refresh,
    close: refresh,
  }
}
