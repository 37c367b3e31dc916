import type { Course, Lesson, Step } from '../../../src/course/types.ts'
import { type Answers, answersFor } from './answers.ts'
import { type Learner, lessonOf } from './learner.ts'

/** Leads a learner who sees the welcome to the first step of lesson 01. */
export async function goToBuild(learner: Learner, course: Course): Promise<Answers> {
  const { session, see, workspace } = learner
  const lesson = lessonOf(course, 1)
  session.type('\r')
  await see('Why it matters')
  session.type('n')
  await goToTask(learner, lesson, 0)
  return answersFor(workspace, lesson)
}

/** From the first page of a step to its task. */
export async function goToTask({ session, see }: Learner, lesson: Lesson, step: number): Promise<void> {
  const { pages } = lesson.steps[step] as Step
  for (const index of pages.keys()) {
    await see(`page ${index + 1} of ${pages.length}: `)
    session.type('n')
  }
  await see(`Step ${step + 1} of ${lesson.steps.length}: write`)
}

/** Code for lesson 01 that never comes back. */
export const endlessAnswer = `export function encode(bytes: Uint8Array): string {
  while (bytes.length >= 0) {}
  return ''
}
`
