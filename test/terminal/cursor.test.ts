/** The terminal's own cursor: input methods show their choices at it. */
import { afterEach, beforeAll, expect, test } from 'vitest'
import { removeHomes, startCourse } from './kit/learner.ts'
import { type Program, packedProgram } from './kit/program.ts'
import { closeSessions, type Session } from './kit/session.ts'

let program: Program
beforeAll(async () => {
  program = await packedProgram()
})
afterEach(async () => {
  await closeSessions()
  removeHomes()
})

/** Where the caret is drawn on the screen; characters of two columns in front of it are given by their number. */
const drawnCaret = (session: Session, wide: number) => {
  const rows = session.screen().split('\n')
  const y = rows.findIndex(row => row.includes('▏'))
  return { x: (rows[y] ?? '').indexOf('▏') + wide, y }
}

test.each([
  [80, 24],
  [120, 40],
])('is at the caret of a field and hidden elsewhere, at %ix%i', async (columns, rows) => {
  const { session } = await startCourse(program, { columns, rows })
  expect(session.modes().cursor).toBe('hidden')
  session.type('l')
  await session.waitFor('you are here')
  session.type('/')
  session.type('署名 a')
  await session.waitFor('署名 a▏')
  expect(session.cursor()).toEqual(drawnCaret(session, 2))
  expect(session.modes().cursor).toBe('visible')
  session.type('\u001b')
  await session.waitFor(() => session.modes().cursor === 'hidden')
  session.type('i')
  await session.waitFor('Paste a token')
  session.type('eyJ')
  await session.waitFor('eyJ▏')
  await session.waitFor(() => session.modes().cursor === 'visible')
  expect(session.cursor()).toEqual(drawnCaret(session, 0))
})
