/** Resizes at any moment and keys without sense: nothing is lost, nothing hangs. */
import { afterEach, beforeAll, expect, test } from 'vitest'
import { goToBuild } from './kit/journey.ts'
import { courseOf, type Learner, removeHomes, startCourse } from './kit/learner.ts'
import { masked } from './kit/mask.ts'
import { untouched } from './kit/modes.ts'
import { type Program, packedProgram } from './kit/program.ts'
import { randomFrom } from './kit/random.ts'
import { closeSessions } from './kit/session.ts'

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
  const { session, see } = learner
  const answers = await goToBuild(learner, courseOf(program))
  answers.saveMistake('padding')
  await see('Step 2 of 3: 4 failures')
  session.type('\t')
  await see('Your text ends with')
  const before = masked(session.screen())
  answers.saveSolution()
  await see('All 3 steps pass')

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

/** Keys by how often they are pressed. `q` and Ctrl+C are left out: they work. */
const keys: [weight: number, keys: readonly string[]][] = [
  [20, [...'nbjklhp[]?sfmueirty!/1234', ' ', '\r', '\t', '\u001b', '\u007f']],
  [10, ['\u001b[A', '\u001b[B', '\u001b[C', '\u001b[D', '\u001b[5~', '\u001b[6~', '\u001b[H', '\u001b[F']],
  [4, ['\u001b[<64;10;10M', '\u001b[<65;70;12M', '\u001b[<0;5;5M', '\u001b[<0;5;5m', '\u001b[I', '\u001b[O']],
  [3, [...'azAZ09-_.{}":=+', 'é', '山', '👩‍💻', '\u0000', '\u0015', '\u0017', '\u001a', '\u001c', '\u0006']],
  [2, ['\u001b[200~eyJhbGciOiJIUzI1NiJ9.e30.AA\nline\u001b[201~', '\u001b[99;9;9u', '\u001bO', '\u001b[']],
  [0.3, ['g']],
  [0.02, ['c']],
]

test('ten thousand random keys do not crash it, hang it or spoil the screen', async () => {
  const learner = await startCourse(program, size)
  const { session } = learner
  const random = randomFrom(4)
  const pick = () => {
    let place = random() * keys.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, some] of keys) {
      place -= weight
      if (place < 0) return some[Math.floor(random() * some.length)] ?? ''
    }
    return 'n'
  }
  for (let round = 0; round < 10; round += 1) {
    for (let count = 0; count < 1000; count += 10) {
      session.type(Array.from({ length: 10 }, pick).join(''))
      await session.waitUntilQuiet(5)
    }
    await expectTrueScreen(learner)
  }
  session.type('\u0003')
  const end = await session.end
  expect(end.code).toBe(0)
  expect(end.modes).toEqual(untouched)
})

/** Everything that was typed is answered, and the screen is what a fresh redraw makes of it. */
async function expectTrueScreen({ session }: Learner): Promise<void> {
  // Out of every field and overlay, and the answer to a key shows that none is waiting before it.
  for (let count = 0; count < 3; count += 1) {
    session.type('\u001b')
    await session.waitUntilQuiet(200)
  }
  session.type('?')
  await session.waitFor('next page, question or step')
  session.type('\u001b')
  await session.waitFor(
    screen => !screen.includes('next page, question or step') && !screen.includes('Checking'),
  )
  await session.waitUntilQuiet(500)
  const before = masked(session.screen())
  session.resize(size.columns + 1, size.rows)
  await session.waitUntilQuiet(300)
  session.resize(size.columns, size.rows)
  await session.waitUntilQuiet(500)
  expect(before).toBe(masked(session.screen()))
}
