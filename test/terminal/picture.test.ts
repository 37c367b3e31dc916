/** The tokens of a sequence, taken apart from where they are seen, with our solutions as the learner's code. */
import { cpSync } from 'node:fs'
import { resolve } from 'node:path'
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

test('i inspects the tokens of the message that is lit, one after the other', async () => {
  const { session, see, workspace } = await startCourse(program, { columns: 100, rows: 40 })
  cpSync(resolve('solutions'), workspace, { recursive: true })
  session.type('\r')
  await see('Why it matters')
  session.type('l/23\r\r')
  await session.waitFor('23 ')
  await see('Why it matters')
  session.type('p')
  await session.waitFor('200, both tokens')
  session.type('\u001b[C')
  await see('2 of 22, server to page: 200, both tokens')
  await see('i inspect its 2 tokens, one by one')
  session.type('i')
  await see('a signed token (JWS), RS256')
  await see('Token 1 of 2 in this message.')
  session.type('\u001b')
  await see('2 of 22, server to page: 200, both tokens')
  session.type('i')
  await see('It looks like an opaque token')
  session.type('\u001b')
  await see('2 of 22, server to page: 200, both tokens')
  session.type('\u001b[C\u001b[C')
  await see('4 of 22, server to page')
  session.type('i')
  await see('There is no token in this message')
  session.type(' login')
  expect(await session.waitFor('replay login')).toContain('1 of 24')
})
