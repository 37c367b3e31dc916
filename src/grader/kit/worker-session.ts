/**
 * What a worker thread keeps from one run to the next. The program of the worker and the hidden tests share this one object:
 * a sandbox that is started before there is a save to grade, and the session of a run that begins.
 */
import { isDeepStrictEqual } from 'node:util'
import { createSandboxGroup, type LessonRules, type Sandbox, startSandbox } from '../../sandbox/host.ts'
import type { Walls } from '../../sandbox/types.ts'
import type { LessonLimits, LessonPart, RunSettings } from '../settings.ts'
import { openSession, rulesOf, type Session } from './session.ts'
import { createSharedSandboxes } from './shared-sandboxes.ts'

type SandboxPlace = {
  program: string
  workspaceRoot: string
  deadlineMs: number
  limits: LessonLimits
  walls: Walls
}

export type WorkerSession = {
  /**
   * Starts a sandbox ahead of its use, prepared for a lesson of these rules; does nothing when such a one waits already.
   */
  prepare: (place: SandboxPlace, rules: LessonRules | null) => void
  /** Opens a session for the only lesson of a run and loads the learner's files; nothing where no sandbox waits. */
  loadAhead: (settings: RunSettings) => void
  /** The session of a lesson in this run; each is given out once. */
  take: (lesson: LessonPart, settings: RunSettings) => Session
  /** Ends all sandboxes of this thread at once; settles when they are gone. */
  end: () => Promise<void>
}

export function createWorkerSession(): WorkerSession {
  const group = createSandboxGroup()
  let spare: { sandbox: Sandbox; place: SandboxPlace; rules: LessonRules | null } | null = null
  let opened: { session: Session; lessonId: string; run: number } | null = null
  /** Lessons whose last run made watched calls: the next one most likely makes them too. */
  const watched = new Set<string>()
  const shared = createSharedSandboxes(group)

  const takeSpare = (
    lesson: LessonPart,
    { sandboxProgram, workspaceRoot, deadlineMs, limits }: RunSettings,
  ): Sandbox | null => {
    if (spare === null) return null
    const { sandbox, place, rules } = spare
    // It waits on for the lesson that it was prepared for.
    if (rules !== null && !isDeepStrictEqual(rules, rulesOf(lesson))) return null
    spare = null
    const fits =
      place.program === sandboxProgram &&
      place.workspaceRoot === workspaceRoot &&
      place.deadlineMs === deadlineMs &&
      place.limits.cpuSeconds === limits.cpuSeconds
    if (fits) return sandbox
    sandbox.kill()
    return null
  }
  const open = (lesson: LessonPart, settings: RunSettings, sandbox: Sandbox | null): Session =>
    openSession(lesson, settings, {
      sandbox,
      group,
      isWatched: watched.has(lesson.id),
      onClose: wasWatched => {
        if (wasWatched) watched.add(lesson.id)
        else watched.delete(lesson.id)
      },
    })
  const closeOpened = (): void => {
    opened?.session.close()
    opened = null
  }

  return {
    end: group.end,
    prepare(place, rules) {
      if (spare !== null && isDeepStrictEqual(spare.rules, rules)) return
      spare?.sandbox.kill()
      const options = { ...place, ahead: true, group, ...place.limits, ...(rules && { rules }) }
      spare = { sandbox: startSandbox(options), place, rules }
    },
    loadAhead(settings) {
      const [lesson] = settings.lessons
      const sandbox = lesson === undefined ? null : takeSpare(lesson, settings)
      if (lesson === undefined || sandbox === null) return
      closeOpened()
      opened = { session: open(lesson, settings, sandbox), lessonId: lesson.id, run: settings.run }
      void opened.session.load()
    },
    take(lesson, settings) {
      if (opened?.run === settings.run && opened.lessonId === lesson.id) {
        const { session } = opened
        opened = null
        return session
      }
      closeOpened()
      if (settings.sharing === 'none') return open(lesson, settings, takeSpare(lesson, settings))
      return openSession(lesson, settings, {
        group,
        sandbox: null,
        lent: shared.take(lesson, settings),
        isWatched: false,
        onClose: () => {},
      })
    },
  }
}

/** The one of this thread. */
export const workerSession: WorkerSession = createWorkerSession()
