import type { Lesson } from '../course/types.ts'
import type { Walls } from '../sandbox/types.ts'

/** What a lesson's run needs to know of the lesson. */
export type LessonPart = Pick<
  Lesson,
  'id' | 'files' | 'exports' | 'uses' | 'forbids' | 'watches' | 'async' | 'web'
>

/** What a run needs to know of a lesson. */
export function partOf(lesson: Lesson): LessonPart {
  const { id, files, exports, uses, forbids, watches, async, web } = lesson
  return { id, files, exports, uses, forbids, watches, async, web }
}

/** What the engine tells a run of hidden tests; plain data, given by Vitest's `provide`. */
export type RunSettings = {
  workspaceRoot: string
  /** Built program of the sandbox process. */
  sandboxProgram: string
  /** Longest time of one round trip to learner code, in milliseconds. */
  deadlineMs: number
  seed: number
  /** Number of this run among those of the engine. */
  run: number
  lessons: LessonPart[]
  /** `lessons`: lessons whose rules are the same have one sandbox process, one after the other. */
  sharing: 'none' | 'lessons'
  limits: LessonLimits
  walls: Walls
  /** Whether the mistakes that a step's rows can't tell apart are looked for, as authors want it. */
  comparesMistakes?: boolean
}

/** Key under which the settings are provided to the hidden tests. */
export const SETTINGS_KEY = 'jwtLessons'

declare module 'vitest' {
  interface ProvidedContext {
    jwtLessons: RunSettings
  }
}

/**
 * What the calls of a lesson get together, in milliseconds by the clock and of the processor, and when the system itself
 * ends the process, in seconds.
 */
export type LessonLimits = { whole: { wallMs: number; workedMs: number }; cpuSeconds: number }

/** Processor time of a lesson, in seconds. Of all right programs that we have the slowest needs a small part of it. */
const BUDGET_SECONDS = 30

/** The limits of a lesson that may use so many seconds of the processor; by the clock it is four times as long. */
export function limitsOf(seconds = BUDGET_SECONDS): LessonLimits {
  return {
    whole: { wallMs: seconds * 4_000, workedMs: seconds * 1_000 },
    // The system's own limit counts from the start of the process, and is the last resort.
    cpuSeconds: seconds * 2,
  }
}
