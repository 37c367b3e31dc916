/** A kata with the packed program: a scratch folder, the stopwatch, the history, and a workspace that stays as it is. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { answersFor } from './kit/answers.ts'
import { goToBuild } from './kit/journey.ts'
import { courseOf, emptyHome, lessonOf, removeHomes, startCourse } from './kit/learner.ts'
import { childrenOf, gone } from './kit/processes.ts'
import { type Program, packedProgram } from './kit/program.ts'
import { closeSessions } from './kit/session.ts'

let program: Program
beforeAll(async () => {
  program = await packedProgram()
})
afterEach(async () => {
  await closeSessions()
  removeHomes()
})

test('a passed lesson is practised in a folder of its own, and the time is remembered', async () => {
  const course = courseOf(program)
  const lesson = lessonOf(course, 1)
  const home = emptyHome()
  const learner = await startCourse(program, {
    columns: 120,
    rows: 40,
    cwd: home,
  })
  const { session, see, seeVerdict, workspace } = learner
  const answers = await goToBuild(learner, course)
  answers.saveSolution()
  await seeVerdict('All 3 steps pass')
  const file = join(workspace, lesson.files[0] ?? '')
  const before = readFileSync(file, 'utf8')

  session.type('t')
  await see('in any way')
  session.type('\r')
  await see('opens it')
  const folder = join(workspace, '.jwt-lessons/kata')
  const [scratch = ''] = readdirSync(folder)
  const practised = answersFor(join(folder, scratch), lesson)
  practised.saveMistake('padding')
  await see('That is padding')
  practised.saveSolution()
  await see('Your first time for this kata')
  session.type('\r')
  await see('Before')
  const history = JSON.parse(readFileSync(join(workspace, '.jwt-lessons/kata.json'), 'utf8'))
  expect(history.runs).toMatchObject([
    { target: lesson.id, variant: 'free', saves: 2, approaches: ['loop', 'table'] },
  ])
  expect(readFileSync(file, 'utf8')).toBe(before)

  // A run that is left in the middle leaves no process behind.
  session.type('\r')
  await see('opens it')
  const all = [session.pid(), ...childrenOf(session.pid())]
  session.type('\u0003')
  expect((await session.end).code).toBe(0)
  await gone(all)
})
