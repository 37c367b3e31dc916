/** A very large paste, from a terminal that announces pastes and from one that does not. */
import { afterEach, beforeAll, expect, test } from 'vitest'
import { removeHomes, startCourse } from './kit/learner.ts'
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

const token = `eyJhbGciOiJIUzI1NiJ9.${'eyJz'.repeat(90_000)}.abc`

test.each([
  ['announced', `\u001b[200~${token}\u001b[201~`],
  ['not announced', token],
])('the window answers after a paste of 358 KB that is %s', async (_, text) => {
  const { session } = await startCourse(program, { columns: 80, rows: 24 })
  session.type('i')
  await session.waitFor('Paste a token')
  for (let at = 0; at < text.length; at += 4096) session.type(text.slice(at, at + 4096))
  await session.waitFor('Malformed')
  session.type('\u001b')
  await session.waitFor('Learn JSON Web Tokens')
})

test('where there is no field, a paste does nothing', async () => {
  const { session } = await startCourse(program, { columns: 80, rows: 24 })
  session.type('\r')
  await session.waitFor('Why it matters')
  session.type(token)
  await session.waitUntilQuiet()
  session.type('l')
  expect(await session.waitFor('you are here')).toContain('All lessons')
})
