/** The learner's folder, as other folders see it: plain data. */

/** A folder with a library that a learner builds. */
export type Workspace = {
  /** Real path, absolute. */
  root: string
  /** Whether it has `.jwt-lessons/`; without it nothing is remembered and nothing is written. */
  remembers: boolean
}

/** What a course brings along for workspaces. */
export type StarterFiles = {
  /** Folder of starter files, the same paths as in a workspace. */
  startersDir: string
  /** Version of the course. */
  version: string
  /** Folder of types for the editor; null for a workspace that nobody opens in one. */
  typesDir: string | null
}

export type LessonVerdict = 'passed' | 'failed' | 'broken' | 'not-started' | 'skipped'

/** `progress.json`, schema 1. */
export type Progress = {
  schema: 1
  /** Version of the course that wrote it last. */
  course: string
  /** Starter files that the learner has been given, so that a deleted file is not given again. */
  given: string[]
  /** By lesson id; a lesson that was never graded or opened is not in it. */
  lessons: Record<string, LessonProgress>
  /** Where the learner was, or null. */
  position: Position | null
}

export type LessonProgress = {
  /** Of the last grading. */
  verdict: LessonVerdict
  /** When that was: ISO 8601, UTC; null when it was never graded. */
  gradedAt: string | null
  /** ISO 8601, UTC; stays when the lesson stops passing later. */
  firstPassedAt: string | null
  /** Gradings with a verdict of failed or broken before it passed first. */
  attempts: number
  /** By step id: how many hint tiers were shown, 1 to 3. */
  hints: Record<string, number>
  /** By question id: index of the answer that was chosen first, from 0. */
  answers: Record<string, number>
}

export type Position = {
  lesson: string
  /** Id of the step, or null before the first. */
  step: string | null
  /** Index of the page or question of the step, from 0; as many as it has for its task, one more for the recap. */
  page: number
  /** ISO 8601, UTC. */
  at: string
}
