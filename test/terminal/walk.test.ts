/** A learner's way through the course with the packed program, on each Node line that it supports. */
import { afterEach, beforeAll, expect, test } from 'vitest'
import { answerLetters, type Course, type Lesson, type Question } from '../../src/course/types.ts'
import { type Answers, answersFor, wholeAnswersFor } from './kit/answers.ts'
import { courseOf, type Learner, removeHomes, startCourse } from './kit/learner.ts'
import { type KnownMistake, mistakeOf } from './kit/mistake.ts'
import { untouched } from './kit/modes.ts'
import { nodeFolder, type Program, packedProgram } from './kit/program.ts'
import { closeSessions } from './kit/session.ts'

/** Pages, questions, a wrong save, a right one and the recap may all wait for a slow machine. In milliseconds. */
const walkLimit = 600_000

let program: Program
beforeAll(async () => {
  program = await packedProgram()
})
afterEach(async () => {
  await closeSessions()
  removeHomes()
})

test.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
])(
  'npx opens the course, and it can be learned from its first page to its last recap: $columns x $rows',
  async ({ columns, rows }) => {
    const learner = await openCourse('24', columns, rows)
    const course = courseOf(program)
    await learnFromTheWelcome(learner, lessonsOf(course, 0), course)
    for (const chapter of course.chapters.slice(1)) {
      const lessons = course.lessons.filter(lesson => lesson.chapter === chapter.id)
      for (const lesson of lessons) {
        await pass(learner, lesson)
        await endLesson(learner, lesson, course)
      }
    }
    learner.session.type('q')
    await expectCleanEnd(learner)
  },
  walkLimit,
)

test.each([
  { node: '22.18.0', columns: 80, rows: 24 },
  { node: '26', columns: 120, rows: 40 },
])(
  'the first lessons can be learned on other Nodes: $node, $columns x $rows',
  async ({ node, columns, rows }) => {
    const learner = await openCourse(node, columns, rows)
    const course = courseOf(program)
    await learnFromTheWelcome(learner, lessonsOf(course, 0).slice(0, 3), course)
    learner.session.type('q')
    await expectCleanEnd(learner)
  },
  walkLimit,
)

const lessonsOf = (course: Course, chapter: number): Lesson[] =>
  course.lessons.filter(lesson => lesson.chapter === course.chapters[chapter]?.id)

async function openCourse(node: string, columns: number, rows: number): Promise<Learner> {
  return await startCourse(program, {
    command: program.npxCommand,
    env: program.npxEnvironment,
    nodeFolder: await nodeFolder(node),
    columns,
    rows,
  })
}

async function expectCleanEnd({ session }: Learner): Promise<void> {
  const { code, modes, settings } = await session.end
  expect(code).toBe(0)
  expect(modes).toEqual(untouched)
  expect(settings.after).toBe(settings.before)
}

/** From the welcome through the first lessons, with the pages and questions of each one's first step. */
async function learnFromTheWelcome(
  learner: Learner,
  lessons: readonly Lesson[],
  course: Course,
): Promise<void> {
  const { session } = learner
  session.type('\r')
  for (const [index, lesson] of lessons.entries()) {
    await learner.see(nameOf(lesson))
    await readWhy(learner)
    await readStep(learner, lesson)
    await build(learner, lesson)
    expect(session.screen()).toContain(`${index + 1} of ${course.lessons.length}`)
    await endLesson(learner, lesson, course)
  }
}

/** Passes a lesson from its first page on; a wrong save and a right one lead over the other pages. */
async function pass(learner: Learner, lesson: Lesson): Promise<void> {
  const { session, workspace } = learner
  await learner.see(nameOf(lesson))
  await learner.see('Why it matters')
  const answers = wholeAnswersFor(workspace, lesson)
  const known = mistakeOf(lesson)
  if (known !== null) await saveWrong(learner, answers, known)
  answers.saveSolution()
  await learner.seeVerdict(`All ${lesson.steps.length} steps pass`)
  await learner.see('Enter goes on to the recap.')
  session.type('\r')
}

const nameOf = ({ number, title }: Lesson): string => `${String(number).padStart(2, '0')} ${title}`

async function readWhy(learner: Learner): Promise<void> {
  await learner.see('Why it matters')
  learner.session.type('n')
}

/** The pages and questions of the first step; those of the others are passed over by a solution that is right at once. */
async function readStep(learner: Learner, { steps }: Lesson): Promise<void> {
  const pages = steps[0]?.pages ?? []
  for (const [index, page] of pages.entries()) {
    await learner.see(`page ${index + 1} of ${pages.length}: `)
    if (page.kind === 'question') await answer(learner, page)
    else {
      await learner.see(page.title)
      learner.session.type('n')
    }
  }
}

async function answer(learner: Learner, question: Question): Promise<void> {
  const wrong = question.answers.findIndex(candidate => !candidate.correct)
  const right = question.answers.findIndex(candidate => candidate.correct)
  learner.session.type(answerLetters[wrong] ?? '')
  await learner.see('Not this one.')
  learner.session.type(answerLetters[right] ?? '')
  await learner.see('Right.')
  learner.session.type('\r')
}

async function build(learner: Learner, lesson: Lesson): Promise<void> {
  const { session, workspace } = learner
  await learner.see(`Step 1 of ${lesson.steps.length}: write`)
  const answers = answersFor(workspace, lesson)
  const known = mistakeOf(lesson)
  if (known !== null) await saveWrong(learner, answers, known)
  answers.saveSolution()
  await learner.seeVerdict(`All ${lesson.steps.length} steps pass`)
  await learner.see('Enter goes on to the recap.')
  session.type('\r')
}

async function saveWrong(
  { session, see }: Learner,
  answers: Pick<Answers, 'saveMistake'>,
  { name, says }: KnownMistake,
): Promise<void> {
  answers.saveMistake(name)
  await session.waitFor(/Step \d of \d: \d+ failures? /)
  // A save that passes a step shows the pages of the next one; this key leads to the diagnosis.
  session.type(']')
  await see(says)
}

/** The recap of a lesson that passes and, after the last one of a chapter, what the chapter has led to. */
async function endLesson({ session, see }: Learner, lesson: Lesson, course: Course): Promise<void> {
  await see(`Look back at ${lesson.files[0]}`)
  await see(`${lesson.title} is done`)
  if (lesson.finale) {
    session.type('\r')
    const number = course.chapters.findIndex(({ id }) => id === lesson.chapter) + 1
    await see(`Chapter ${number} is done`)
    await see('You wrote')
  }
  if (lesson !== course.lessons.at(-1)) session.type('\r')
  else if (lesson.finale) {
    // Enter would check the whole course.
    session.type('\u001b')
    await see(`${lesson.title} is done`)
  }
}
