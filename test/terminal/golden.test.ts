/** The main screens as text files, at four sizes. After a wanted change: npx vitest run test/terminal/golden.test.ts --update, and read them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { answersFor } from './kit/answers.ts'
import { endlessAnswer } from './kit/journey.ts'
import { courseOf, type Learner, lessonOf, removeHomes, startCourse } from './kit/learner.ts'
import { masked } from './kit/mask.ts'
import { type Program, packedProgram } from './kit/program.ts'
import { closeSessions } from './kit/session.ts'

/** {"alg":"HS256","typ":"JWT"} . {"sub":"ada"} . a signature of 32 bytes */
const token =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEifQ.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'

/** A screen that does not come to be the reviewed one in this time is another, in milliseconds. */
const stillAfter = 8_000

let program: Program
beforeAll(async () => {
  program = await packedProgram()
})
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
  const isNarrow = columns < 100
  const picture = async ({ session }: Learner, name: string) => {
    const file = `golden/${columns}x${rows}/${name}.txt`
    const path = join(import.meta.dirname, file)
    const reviewed = existsSync(path) ? readFileSync(path, 'utf8') : null
    const isReviewed = (screen: string) => `${masked(screen)}\n` === reviewed
    // What is still on its way to the screen is waited for; a screen that has changed has stood still by then.
    await session.waitFor(isReviewed, stillAfter).catch(() => session.waitUntilQuiet())
    await expect(`${masked(session.screen())}\n`).toMatchFileSnapshot(file)
  }

  test('every main screen is the one that was reviewed', async () => {
    const learner = await startCourse(program, { columns, rows })
    const { session, see, seeVerdict } = learner
    const course = courseOf(program)
    await picture(learner, 'welcome')

    session.type('\r')
    await see('Why it matters')
    await picture(learner, 'read')

    session.type('l')
    await see('02 ')
    await picture(learner, 'lessons')
    session.type('\u001b')
    await see('n next e edit')

    session.type('?')
    await see('next page, question or step')
    await picture(learner, 'help')
    session.type('q')
    await see('n next e edit')

    for (const page of course.lessons[0]?.pages ?? []) {
      session.type('n')
      await see(page.title)
    }
    session.type('n')
    await see('What do you expect?')
    await picture(learner, 'predict')
    session.type('1')
    await see('Not this one.')
    await picture(learner, 'predict-answered')

    session.type('n')
    await see('Question 2 of')
    session.type('n')
    await see('Step 1 of 3')
    const answers = answersFor(learner.workspace, lessonOf(course, 1))
    await picture(learner, 'build-not-started')

    answers.saveMistake('padding')
    await seeVerdict('Step 2 of 3: 4 failures')
    if (isNarrow) {
      await see('Tab shows all of it')
      await picture(learner, 'next-step')
      session.type('\t')
    }
    await see('Your text ends with')
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
    await see('Enter recap')

    session.type('i')
    await see('Esc')
    session.type(`\u001b[200~${token}\u001b[201~`)
    await see('a signed token')
    await picture(learner, 'inspect')
    session.type('\u001b')
    await see('Enter recap')

    session.type('\r')
    await see('is done')
    await session.waitFor(screen => !screen.includes('Reading...'))
    await picture(learner, 'recap')
  })
})
