/** The main screens as text files, at four sizes. After a wanted change: npx vitest run test/terminal/golden.test.ts --update, and read them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { answersFor } from './kit/answers.ts'
import { removeFixture, withFixtureCourse } from './kit/fixture-course.ts'
import { endlessAnswer } from './kit/journey.ts'
import { answerLetters } from '../../src/course/types.ts'
import { courseOf, type Learner, lessonOf, removeHomes, startCourse } from './kit/learner.ts'
import { masked } from './kit/mask.ts'
import { type Program, packedProgram } from './kit/program.ts'
import { closeSessions } from './kit/session.ts'

/** {"alg":"HS256","typ":"JWT"} . {"sub":"ada"} . a signature of 32 bytes */
const token =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEifQ.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'

/** Each screen that is not the reviewed one costs `stillAfter`. In milliseconds. */
const walkLimit = 400_000

/** A screen that does not come to be the reviewed one in this time is another, in milliseconds. */
const stillAfter = 8_000

let program: Program
beforeAll(async () => {
  program = withFixtureCourse(await packedProgram())
})
afterAll(() => removeFixture(program))
afterEach(async () => {
  await closeSessions()
  removeHomes()
})

describe.each([
  { columns: 60, rows: 16 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
])('at $columns x $rows', ({ columns, rows }) => {
  const picture = async ({ session }: Learner, name: string) => {
    const file = `golden/${columns}x${rows}/${name}.txt`
    const path = join(import.meta.dirname, file)
    const reviewed = existsSync(path) ? readFileSync(path, 'utf8') : null
    const isReviewed = (screen: string) => `${masked(screen)}\n` === reviewed
    // What is still on its way to the screen is waited for; a screen that has changed has stood still by then.
    if (reviewed === null) await session.waitUntilQuiet()
    else await session.waitFor(isReviewed, stillAfter).catch(() => session.waitUntilQuiet())
    await expect(`${masked(session.screen())}\n`).toMatchFileSnapshot(file)
  }

  test('every main screen is the one that was reviewed', { timeout: walkLimit }, async () => {
    const learner = await startCourse(program, { columns, rows })
    const { session, see, seeVerdict } = learner
    const course = courseOf(program)
    await picture(learner, 'welcome')
    session.type('x')
    await see('The signature is wrong')
    await picture(learner, 'welcome-broken')

    session.type('\r')
    await see('Why it matters')
    await picture(learner, 'why')

    session.type('l')
    await see('02 ')
    await picture(learner, 'lessons')
    session.type('\u001b')
    await see('n next e edit')

    session.type('?')
    await see('next page, question or task')
    await picture(learner, 'help')
    session.type('q')
    await see('n next e edit')

    session.type('n')
    const lesson = lessonOf(course, 1)
    const [{ pages } = { pages: [] }] = lesson.steps
    let answered = false
    for (const [index, page] of pages.entries()) {
      await see(`page ${index + 1} of ${pages.length}: `)
      if (index === 0) await picture(learner, 'read')
      if (page.kind === 'question' && !answered) {
        await picture(learner, 'predict')
        session.type(answerLetters[page.answers.findIndex(one => !one.correct)] ?? '')
        await see('Not this one.')
        await picture(learner, 'predict-answered')
        answered = true
      }
      session.type('n')
    }
    await see('Step 1 of 3: write')
    const answers = answersFor(learner.workspace, lesson)
    await picture(learner, 'build-not-started')

    answers.saveMistake('padding')
    await seeVerdict('Step 2 of 3: 4 failures')
    await picture(learner, 'next-step')
    session.type(']')
    await see('That is padding')
    await picture(learner, 'failed')

    answers.saveText(endlessAnswer)
    await seeVerdict('Broken: timeout')
    await picture(learner, 'broken')

    answers.saveSolution()
    await seeVerdict('All 3 steps pass')
    await see('Enter goes on to the recap')
    await picture(learner, 'passed')

    session.type('p')
    await session.waitFor(/yours +T +W +F +u/)
    await picture(learner, 'picture')
    session.type('\u001b')
    await see('Enter go on')

    session.type('i')
    await see('Esc')
    session.type(`\u001b[200~${token}\u001b[201~`)
    await see('a signed token')
    await picture(learner, 'inspect')
    session.type('\u001b')
    await see('Enter go on')

    session.type('\r')
    await see('is done')
    await session.waitFor(screen => !screen.includes('Reading...'))
    await picture(learner, 'recap')
  })
})
