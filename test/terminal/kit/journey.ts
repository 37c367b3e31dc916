import type { Course } from '../../../src/course/types.ts'
import { type Answers, answersFor } from './answers.ts'
import { type Learner, lessonOf } from './learner.ts'

/** Leads a learner who sees the welcome to the first step of lesson 01. */
export async function goToBuild(learner: Learner, course: Course): Promise<Answers> {
  const { session, see, workspace } = learner
  const lesson = lessonOf(course, 1)
  session.type('\r')
  for (let page = 1; page <= lesson.pages.length + 1; page += 1) {
    await see(page === 1 ? 'Why it matters' : `Read page ${page} of ${lesson.pages.length + 1}`)
    session.type('n')
  }
  for (let question = 1; question <= lesson.questions.length; question += 1) {
    await see(`Question ${question} of ${lesson.questions.length}`)
    session.type('n')
  }
  await see(`Step 1 of ${lesson.steps.length}`)
  return answersFor(workspace, lesson)
}

/** Code for lesson 01 that never comes back. */
export const endlessAnswer = `export function encode(bytes: Uint8Array): string {
  while (bytes.length >= 0) {}
  return ''
}
`
