import type { GraderOptions } from './grader.ts'
import type { GradeOptions, LessonReport } from './types.ts'

/** What the engine's process can be asked. */
export type EngineFunctions = {
  start: (options: GraderOptions) => Promise<void>
  /** Settles with the seed when the last report was sent. */
  grade: (
    run: number,
    lessonIds: readonly string[],
    options: Pick<GradeOptions, 'seed' | 'next'>,
  ) => Promise<number>
  close: () => Promise<void>
}

/** What the engine's process tells by itself. */
export type EngineEvents = {
  lesson: (run: number, report: LessonReport) => void
  begin: (run: number, lessonId: string) => void
}
