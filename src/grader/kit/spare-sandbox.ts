/** What a worker thread keeps from one run to the next: a sandbox that was started before there was a save to grade. */
import { type Sandbox, startSandbox } from '../../sandbox/host.ts'
import { LESSON_LIMITS, type RunSettings } from '../settings.ts'

type Warm = { sandbox: Sandbox; workspaceRoot: string; deadlineMs: number; program: string }

// The worker's own module and the hidden test run in one thread; this is the hand-over between them.
let warm: Warm | null = null

/** Starts a sandbox ahead of its use; does nothing when one waits already. */
export function warmSandbox(program: string, workspaceRoot: string, deadlineMs: number): void {
  if (warm !== null) return
  const sandbox = startSandbox({ program, workspaceRoot, deadlineMs, ahead: true, ...LESSON_LIMITS })
  warm = { sandbox, workspaceRoot, deadlineMs, program }
}

/** The sandbox that was started ahead, if it fits these settings; null otherwise. Each is given out once. */
export function takeWarmSandbox(settings: RunSettings): Sandbox | null {
  if (warm === null) return null
  const { sandbox, workspaceRoot, deadlineMs, program } = warm
  warm = null
  if (
    workspaceRoot === settings.workspaceRoot &&
    deadlineMs === settings.deadlineMs &&
    program === settings.sandboxProgram
  )
    return sandbox
  sandbox.kill()
  return null
}

// A thread grades the same lesson save after save: what the last run needed, the next one most likely needs too.
const watchedLessons = new Set<string>()

/** Notes whether a run of a lesson made watched calls. */
export function rememberWatched(lessonId: string, watched: boolean): void {
  if (watched) watchedLessons.add(lessonId)
  else watchedLessons.delete(lessonId)
}

/** Whether the last run of a lesson in this thread made watched calls. */
export function wasWatched(lessonId: string): boolean {
  return watchedLessons.has(lessonId)
}
