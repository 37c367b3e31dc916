/** Terminals with less: no colours, no signs beyond ASCII, a screen reader, a window that is too small. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { goToBuild } from './kit/journey.ts'
import { courseOf, type Learner, removeHomes, startCourse } from './kit/learner.ts'
import { type Program, packedProgram } from './kit/program.ts'
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

/** A wrong save and a right one; the screens that were seen. */
async function build(learner: Learner): Promise<string[]> {
  const answers = await goToBuild(learner, courseOf(program))
  const screens = [learner.session.screen()]
  answers.saveMistake('padding')
  await learner.session.waitFor(/Step 2 of 3: \d failures/)
  learner.session.type(']')
  await learner.see('That is padding')
  screens.push(learner.session.screen())
  answers.saveSolution()
  await learner.seeVerdict('All 3 steps pass')
  screens.push(learner.session.screen())
  return screens
}

/** Sequences that choose a colour (SGR 30 to 49 and 90 to 107). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one
const colour = /\u001b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]/
/** Arrows, lines, blocks, ticks and the ellipsis. What lessons are about may be any text: a section sign, a euro. */
const drawnSign = /[\u2026\u2190-\u2bff]/

test('with NO_COLOR nothing is coloured, and words and signs say the same', async () => {
  const learner = await startCourse(program, { ...size, env: { NO_COLOR: '1' } })
  const [, failed, passed] = await build(learner)
  expect(learner.session.written()).not.toMatch(colour)
  expect(failed).toContain('✗ Step 2 of 3: 4 failures')
  expect(passed).toContain('✓ All 3 steps pass')
})

describe.each([
  { name: 'with --ascii', args: ['--ascii'], env: {} },
  { name: 'on a dumb terminal', args: [], env: { TERM: 'dumb', COLORTERM: undefined } },
])('$name', ({ args, env }) => {
  test('no sign is drawn with anything but ASCII', async () => {
    const command = [...program.command, ...args]
    const learner = await startCourse(program, { ...size, command, env })
    for (const screen of await build(learner)) expect(screen).not.toMatch(drawnSign)
    learner.session.type('p')
    await learner.see('Right: ')
    expect(learner.session.screen()).not.toMatch(drawnSign)
  })
})

test('a screen reader is told the page, the verdict and the diagnosis, line after line', async () => {
  const env = { INK_SCREEN_READER: 'true' }
  const learner = await startCourse(program, { ...size, rows: 50, env })
  const { session } = learner
  expect(session.modes().buffer).toBe('normal')
  const answers = await goToBuild(learner, courseOf(program))
  answers.saveMistake('padding')
  await session.waitFor(() => session.written().includes('Step 1 passes'))
  session.type(']')
  await session.waitFor(() => session.written().includes('That is padding'))
  answers.saveSolution()
  await session.waitFor(() => session.written().includes('All 3 steps pass'))
  session.type('\r')
  await session.waitFor(() => session.written().includes('is done'))
  session.type('q')
  expect((await session.end).code).toBe(0)
  expect(session.written()).not.toContain('\u001b[?1049h')
})

test.each([
  { columns: 59, rows: 16 },
  { columns: 60, rows: 15 },
  { columns: 20, rows: 4 },
])('below 60x16 there is one line, and all is back when the window grows: $columns x $rows', async small => {
  const { session, see } = await startCourse(program, size)
  session.resize(small.columns, small.rows)
  await session.waitFor('Make this window')
  expect(
    session
      .screen()
      .split('\n')
      .filter(line => line !== ''),
  ).toHaveLength(1)
  session.resize(60, 16)
  await see('Learn JSON Web Tokens')
})
