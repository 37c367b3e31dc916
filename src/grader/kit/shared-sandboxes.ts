/**
 * Sandboxes that serve several lessons of one run, one after the other. Starting a process costs more than most lessons
 * take in it. Each lesson has modules of its own there, but the process is the same: what does not pass is graded again in
 * a fresh one (grader.ts), and nothing is shared after a problem.
 */
import { type Sandbox, startSandbox, type SandboxGroup } from '../../sandbox/host.ts'
import type { LessonPart, RunSettings } from '../settings.ts'
import { rulesOf } from './session.ts'

/** A sandbox for a lesson. */
export type Lent = {
  sandbox: Sandbox
  /** Whether another lesson was loaded in it before. */
  isUsed: boolean
  /** Called once at the end: `healthy` when another lesson may follow. */
  giveBack: (state: 'healthy' | 'spoilt') => void
}

export type SharedSandboxes = {
  take: (lesson: LessonPart, settings: RunSettings) => Lent
}

/**
 * A sandbox that nobody asked for is ended after so many milliseconds: the run is over. Longer than lessons of other rules
 * take in between: a new process costs more than one that waits.
 */
const IDLE_MS = 5_000

/** @param group all of them belong to it */
export function createSharedSandboxes(group: SandboxGroup): SharedSandboxes {
  const resting = new Map<string, { sandbox: Sandbox; idle: NodeJS.Timeout }>()

  const rest = (key: string, sandbox: Sandbox): void => {
    resting.get(key)?.sandbox.kill()
    const idle = setTimeout(() => {
      resting.delete(key)
      sandbox.kill()
    }, IDLE_MS)
    idle.unref()
    resting.set(key, { sandbox, idle })
  }

  return {
    take(lesson, settings) {
      const { sandboxProgram: program, workspaceRoot, deadlineMs, run, walls } = settings
      const { whole } = settings.limits
      // What is taken away in a process stays away, so lessons of other rules have another one.
      const key = JSON.stringify([program, workspaceRoot, deadlineMs, run, rulesOf(lesson)])
      const found = resting.get(key)
      resting.delete(key)
      clearTimeout(found?.idle)
      const options = { program, workspaceRoot, deadlineMs, whole, walls, group }
      const sandbox = found?.sandbox ?? startSandbox(options)
      return {
        sandbox,
        isUsed: found !== undefined,
        giveBack: state => (state === 'healthy' ? rest(key, sandbox) : sandbox.kill()),
      }
    },
  }
}
