/** Resizes at any moment and keys without sense: nothing is lost, nothing hangs. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { goToBuild } from './kit/journey.ts'
import { courseOf, type Learner, removeHomes, startCourse } from './kit/learner.ts'
import { masked } from './kit/mask.ts'
import { untouched } from './kit/modes.ts'
import { idle } from './kit/processes.ts'
import { type Program, packedProgram } from './kit/program.ts'
import { randomFrom } from './kit/random.ts'
import { randomKey } from './kit/random-keys.ts'
import { closeSessions, type Session } from './kit/session.ts'

const size = { columns: 80, rows: 24 }
let program: Program
beforeAll(async () => {
  program = await packedProgram()
})
afterEach(async () => {
  await closeSessions()
  removeHomes()
})

test('a hundred resizes while a save is graded end in the right screen', async () => {
  const learner = await startCourse(program, size)
  const { session, see, seeVerdict } = learner
  const answers = await goToBuild(learner, courseOf(program))
  const saveMistake = async () => {
    answers.saveMistake('padding')
    await seeVerdict('Step 2 of 3')
    session.type(']')
    await see('That is padding')
  }
  const saveSolution = async () => {
    answers.saveSolution()
    await seeVerdict('All 3 steps pass')
  }
  // The header tells what has ever passed, so the lesson passes once before the screen is kept.
  await saveSolution()
  await saveMistake()
  const before = masked(session.screen())
  await saveSolution()

  answers.saveMistake('padding')
  const random = randomFrom(2026)
  for (let count = 0; count < 100; count += 1) {
    session.resize(20 + Math.floor(random() * 180), 4 + Math.floor(random() * 56))
    // Some arrive together, some after a frame was drawn.
    if (random() < 0.5) await session.waitUntilQuiet(5)
  }
  session.resize(size.columns, size.rows)
  await session.waitFor(screen => masked(screen) === before)
})

test('ten thousand random keys do not crash it, hang it or spoil the screen', async () => {
  const learner = await startCourse(program, size)
  const { session } = learner
  const random = randomFrom(4)
  const pick = () => randomKey(random)
  for (let round = 0; round < 10; round += 1) {
    for (let count = 0; count < 1000; count += 10) {
      session.type(Array.from({ length: 10 }, pick).join(''))
      // Some arrive while a frame is drawn, some after it.
      if (random() < 0.2) await session.waitUntilQuiet(5)
      else await pause(1)
    }
    await expectTrueScreen(learner)
  }
  session.type('\u0003')
  const end = await session.end
  expect(end.code).toBe(0)
  expect(end.modes).toEqual(untouched)
})

/** Home, and erase from there: how a frame begins that is drawn anew. */
const freshFrame = '\u001b[H\u001b[J'

/** Everything that was typed is answered, and the screen is what a fresh redraw makes of it. */
async function expectTrueScreen(learner: Learner): Promise<void> {
  const { session } = learner
  await untilAllIsRead(learner)
  const before = masked(await atRest(session))
  for (const columns of [size.columns + 1, size.columns]) {
    const from = session.bytesWritten()
    session.resize(columns, size.rows)
    await session.waitFor(() => session.written(from).includes(freshFrame))
  }
  await session
    .waitFor(screen => masked(screen) === before)
    .catch(() => expect(masked(session.screen())).toBe(before))
}

/**
 * Leaves every field and overlay, and comes back when no key that was typed is still on its way: a text that was
 * never typed before is seen in the search field, so all keys before it are read, too.
 */
async function untilAllIsRead({ session }: Learner): Promise<void> {
  let searched = ''
  for (let tries = 0; tries < 20; tries += 1) {
    session.type('\u001b')
    await session.waitUntilQuiet(60)
    session.type('\u001b')
    await session.waitUntilQuiet(60)
    searched = `/zz${tries}`
    session.type(`l${searched}`)
    await session.waitFor(`${searched}▏`, 3000).catch(() => {})
    if (session.screen().includes(`${searched}▏`)) break
  }
  expect(session.screen()).toContain(`${searched}▏`)
  session.type('\u001b')
  await session.waitFor(screen => !screen.includes(searched))
  session.type('\u001b')
  await session.waitFor(screen => !/(All|Open|Done) lessons/.test(screen))
}

/** The screen when nothing that the keys began is under way any more: a check, a reset, a picture. */
async function atRest(session: Session): Promise<string> {
  await idle(session.pid())
  await session.waitFor(screen => !screen.includes('Checking'))
  return session.waitUntilQuiet(300)
}
