import type { GraderOptions } from './grader.ts'
import type { CourseReport, LessonReport } from './types.ts'

/** What the engine's process can be asked. */
export type EngineFunctions = {
  start: (options: GraderOptions) => Promise<void>
  grade: (run: number, lessonIds: readonly string[], seed: number | undefined) => Promise<CourseReport>
  close: () => Promise<void>
}

/** What the engine's process tells by itself. */
export type EngineEvents = { lesson: (run: number, report: LessonReport) => void }
