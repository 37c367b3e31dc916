import type { Lesson } from '../../course/types.ts'
import { hasPassed, lessonProgress } from '../../workspace/progress.ts'
import type { Position, Progress } from '../../workspace/types.ts'

/** What is shown of a lesson: why it matters, a page or a question of a step, its task, or the recap. */
export type Stage = 'why' | 'read' | 'predict' | 'build' | 'recap'

/** Where in a lesson: the step, and the page of the step (for a task as many as it has pages), counted from 0. */
export type LessonPosition = { stage: Stage; step: number; page: number }

/** All positions of a lesson, in the order in which they are shown. */
export function positionsOf(lesson: Lesson): LessonPosition[] {
  const steps = lesson.steps.flatMap(({ pages }, step) => [
    ...pages.map(
      ({ kind }, page): LessonPosition => ({ stage: kind === 'page' ? 'read' : 'predict', step, page }),
    ),
    taskOf(lesson, step),
  ])
  return [firstPosition, ...steps, recapOf(lesson)]
}

/** Where a lesson begins. */
export const firstPosition: LessonPosition = { stage: 'why', step: 0, page: 0 }

/** The task of a step. */
export function taskOf(lesson: Lesson, step: number): LessonPosition {
  return { stage: 'build', step, page: lesson.steps[step]?.pages.length ?? 0 }
}

/** The end of a lesson. */
export function recapOf(lesson: Lesson): LessonPosition {
  return { ...taskOf(lesson, Math.max(0, lesson.steps.length - 1)), stage: 'recap' }
}

/** Where a step begins: its first page or question, or its task when it has none. */
export function startOf(lesson: Lesson, step: number): LessonPosition {
  const start = positionsOf(lesson).find(position => position.stage !== 'why' && position.step === step)
  return start ?? taskOf(lesson, step)
}

/** The position before or after one, or null at the ends of the lesson. */
export function neighbourOf(lesson: Lesson, at: LessonPosition, by: 1 | -1): LessonPosition | null {
  const positions = positionsOf(lesson)
  const index = positions.findIndex(
    one => one.stage === at.stage && one.step === at.step && one.page === at.page,
  )
  return positions[index + by] ?? null
}

/**
 * Where a lesson is opened that was not on the screen since the start: where the file of progress says, else at its
 * beginning, or past it when the lesson was worked on. A position of an earlier version of the course may not exist.
 */
export function rememberedPosition(lesson: Lesson, progress: Progress): LessonPosition {
  const known = lessonProgress(progress, lesson.id)
  const isPassed = hasPassed(progress, lesson.id)
  const recap = recapOf(lesson)
  const position = progress.position?.lesson === lesson.id ? progress.position : null
  if (position === null) return isPassed ? recap : known.attempts > 0 ? taskOf(lesson, 0) : firstPosition
  if (position.step === null) return firstPosition
  const step = Math.max(
    0,
    lesson.steps.findIndex(candidate => candidate.id === position.step),
  )
  const pages = lesson.steps[step]?.pages ?? []
  if (position.page > pages.length && isPassed && step === lesson.steps.length - 1) return recap
  const page = pages[position.page]
  if (page === undefined) return taskOf(lesson, step)
  return { stage: page.kind === 'page' ? 'read' : 'predict', step, page: position.page }
}

/** A position as the file of progress has it. `at` is ISO 8601, UTC. */
export function writtenPosition(lesson: Lesson, { stage, step, page }: LessonPosition, at: string): Position {
  if (stage === 'why') return { lesson: lesson.id, step: null, page: 0, at }
  const id = lesson.steps[step]?.id ?? null
  return { lesson: lesson.id, step: id, page: stage === 'recap' ? page + 1 : page, at }
}
