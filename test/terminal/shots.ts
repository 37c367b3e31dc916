/** Makes the pictures of docs/ from real runs of the built program: npm run shots */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answersFor } from './kit/answers.ts'
import { courseOf, type Learner, lessonOf, removeHomes, startCourse } from './kit/learner.ts'
import { packedProgram, repository } from './kit/program.ts'
import { closeSessions } from './kit/session.ts'
import { animationOf, pictureOf, type Shot } from './kit/svg.ts'

const docs = join(repository, 'docs')
const home = '/tmp/jwt'

const program = await packedProgram()
const course = courseOf(program)
const lesson = lessonOf(course, 1)

/** The page that is pictured: the last before the first task. */
const shownPage = lesson.steps[0]?.pages.findLast(page => page.kind === 'page')?.title ?? ''

/** A learner in a folder with a short name, because it is seen in the pictures. */
function start(columns: number, rows: number): Promise<Learner> {
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home)
  return startCourse(program, { columns, rows, cwd: home })
}

async function seen({ session }: Learner): Promise<Shot['cells']> {
  await session.waitUntilQuiet()
  return session.cells()
}

/** Writes a picture, unless nothing but the time of a verdict differs from the one that is there. */
function save(name: string, svg: string): void {
  mkdirSync(docs, { recursive: true })
  const file = join(docs, name)
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const isSame = withoutTimes(before) === withoutTimes(svg)
  if (!isSame) writeFileSync(file, svg)
  console.log(`docs/${name}  ${Math.ceil(svg.length / 1024)} KiB${isSame ? ', as it was' : ''}`)
}

function withoutTimes(svg: string): string {
  return svg.replace(/<text [^>]*>[\d.]+\sm?s\s·\s\d\d:\d\d:\d\d<\/text>/g, '')
}

/** From the welcome to a page of lesson 01. */
async function turnTo({ session, see }: Learner, title: string): Promise<void> {
  session.type('\r')
  await see('Why it matters')
  for (const page of lesson.steps[0]?.pages ?? []) {
    session.type('n')
    await see(page.kind === 'page' ? page.title : 'What do you expect?')
    if (page.kind === 'page' && page.title === title) return
  }
}

/** From a page to the first step. */
async function goOnToBuild(learner: Learner): Promise<void> {
  const { session, see } = learner
  session.type('l')
  await see('you are here')
  session.type('\u001b')
  await see('n next')
  while (!session.screen().includes(': write jwt')) {
    session.type('n')
    await session.waitUntilQuiet()
  }
}

async function stills(): Promise<void> {
  const learner = await start(110, 32)
  const { session, see, seeVerdict } = learner
  await turnTo(learner, shownPage)
  save(
    'lesson.svg',
    pictureOf(await seen(learner), 'A page of lesson 01: text on the left, the lesson on the right'),
  )

  await goOnToBuild(learner)
  const answers = answersFor(learner.workspace, lesson)
  answers.saveMistake('padding')
  await seeVerdict('Step 2 of')
  session.type(']')
  await see('That is padding')
  save(
    'diagnosis.svg',
    pictureOf(
      await seen(learner),
      'A wrong save: what came back, what was expected, and what the mistake is called',
    ),
  )

  answers.saveSolution()
  await seeVerdict('All 3 steps pass')
  session.type('p')
  await see('encode returned the right')
  save(
    'picture.svg',
    pictureOf(
      await seen(learner),
      'The bits of the bytes, grouped by six, with what the learner’s own code answers',
    ),
  )
  session.type('\u001b')
  await see('Enter go on')
  session.type('l')
  await see('you are here')
  save('lessons.svg', pictureOf(await seen(learner), 'The list of lessons'))
}

async function animation(): Promise<void> {
  const learner = await start(100, 28)
  const { session, see, seeVerdict } = learner
  const shots: Shot[] = []
  const show = async (seconds: number) => shots.push({ cells: await seen(learner), seconds })
  await show(3)
  await turnTo(learner, shownPage)
  await show(4)
  await goOnToBuild(learner)
  await show(3)
  const answers = answersFor(learner.workspace, lesson)
  answers.saveMistake('padding')
  await seeVerdict('Step 2 of')
  session.type(']')
  await see('That is padding')
  await show(5)
  answers.saveSolution()
  await seeVerdict('All 3 steps pass')
  await show(3)
  session.type('\r')
  await see('is done')
  await session.waitFor(screen => !screen.includes('Reading...'))
  await show(4)
  save(
    'course.svg',
    animationOf(shots, 3, 'Lesson 01: reading, a wrong save with its diagnosis, a right one, and the recap'),
  )
}

try {
  await stills()
  await closeSessions()
  await animation()
} finally {
  await closeSessions()
  removeHomes()
  rmSync(home, { recursive: true, force: true })
}
