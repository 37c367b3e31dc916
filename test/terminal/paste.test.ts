/** A very large paste, from a terminal that announces pastes and from one that does not. */
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

const inPieces = (session: Session, text: string) => {
  for (let at = 0; at < text.length; at += 4096) session.type(text.slice(at, at + 4096))
}

test('an announced paste is followed while it comes, and refused as soon as it is too long', async () => {
  const { session } = await startCourse(program, { columns: 80, rows: 24 })
  session.type('i')
  await session.waitFor('Paste a token')
  inPieces(session, `\u001b[200~${'eyJz'.repeat(500_000)}`)
  await session.waitFor(/Reading what you paste: 1\.\d MiB/)
  inPieces(session, 'eyJz'.repeat(600_000))
  await session.waitFor('This field holds 4 MiB')
  inPieces(session, `${'eyJz'.repeat(100_000)}\u001b[201~`)
  session.type(`\u001b[200~${token}\u001b[201~`)
  const screen = await session.waitFor('Malformed')
  expect(screen).not.toContain('This field holds')
  session.type('\u001b')
  await session.waitFor('Learn JSON Web Tokens')
})

test('Ctrl+C leaves the program although the end of a paste got lost', async () => {
  const { session } = await startCourse(program, { columns: 80, rows: 24 })
  session.type(`\u001b[200~${token.slice(0, 1000)}`)
  await session.waitUntilQuiet()
  session.type('\u0003')
  const { code, settings } = await session.end
  expect(code).toBe(0)
  expect(settings.after).toBe(settings.before)
})

test('where there is no field, a paste does nothing', async () => {
  const { session } = await startCourse(program, { columns: 80, rows: 24 })
  session.type('\r')
  await session.waitFor('Why it matters')
  session.type(token)
  // The arrow key ends what the terminal did not announce as a paste.
  session.type('\u001b[Bl')
  expect(await session.waitFor('you are here')).toContain('All lessons')
})
