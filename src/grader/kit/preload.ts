/** The session of a run that begins: opened while Vitest is still on its way to the hidden test. */
import type { LessonPart, RunSettings } from '../settings.ts'
import { openSession, type Session } from './session.ts'
import { takeWarmSandbox } from './spare-sandbox.ts'

// The worker's own module and the hidden test run in one thread; this is the hand-over between them.
let opened: { session: Session; lessonId: string; run: number } | null = null

/** Opens a session for the only lesson of a run and loads the learner's files; nothing where no sandbox waits. */
export function loadAhead(settings: RunSettings): void {
  const [lesson] = settings.lessons
  const sandbox = takeWarmSandbox(settings)
  if (lesson === undefined || sandbox === null) return
  closeOpened()
  const session = openSession(lesson, settings, sandbox)
  opened = { session, lessonId: lesson.id, run: settings.run }
  void session.load()
}

/** The session of a lesson in this run; each is given out once. */
export function takeSession(lesson: LessonPart, settings: RunSettings): Session {
  if (opened?.run === settings.run && opened.lessonId === lesson.id) {
    const { session } = opened
    opened = null
    return session
  }
  closeOpened()
  return openSession(lesson, settings, takeWarmSandbox(settings))
}

function closeOpened(): void {
  opened?.session.close()
  opened = null
}
