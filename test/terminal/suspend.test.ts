/** The shell's job control: the program stops, gives the terminal back, and comes back drawn and in raw mode. */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { emptyHome, removeHomes, sitDown } from './kit/learner.ts'
import { childrenOf } from './kit/processes.ts'
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

const quoted = (words: readonly string[]) => words.map(word => `'${word}'`).join(' ')

/** The welcome, in a program that an interactive shell started. */
async function inShell(env: Record<string, string> = {}, cwd = emptyHome()): Promise<Session> {
  const learner = sitDown(program, {
    columns: 100,
    rows: 24,
    cwd,
    command: ['bash', '--norc', '--noprofile', '-i'],
    env: { PS1: 'shell> ', ...env },
  })
  const { session } = learner
  await session.waitFor('shell>')
  session.type(`${quoted(program.command)}\r`)
  await session.waitFor('[Y/n]')
  session.type('\r')
  await learner.see('Learn JSON Web Tokens by building them')
  await session.waitFor('Not started')
  return session
}

/** The shell's prompt, and a terminal that echoes again. */
async function expectShell(session: Session): Promise<void> {
  await session.waitFor('Stopped')
  expect(session.modes().buffer).toBe('normal')
  session.type('stty -a | grep -o " -\\?icanon"\r')
  await session.waitFor(/^ icanon$/m)
}

/** Back on the screen: all of it drawn, and every key is read at once and not echoed. */
async function expectProgram(session: Session): Promise<void> {
  session.type('fg\r')
  await session.waitFor(/Learn JSON Web Tokens[\s\S]*q quit$/)
  expect(session.modes().buffer).toBe('alternate')
  session.type('l')
  await session.waitFor(/you are here[\s\S]*Esc back$/)
  session.type('\u001b')
  await session.waitFor(/Learn JSON Web Tokens[\s\S]*q quit$/)
}

test('Ctrl+Z and fg, more than once', async () => {
  const session = await inShell()
  for (let round = 0; round < 2; round++) {
    session.type('\u001a')
    await expectShell(session)
    await expectProgram(session)
  }
  session.type('q')
  await session.waitFor('Go on with: jwt-lessons')
})

test('an editor that stops takes the program along, and both come back', async () => {
  const home = emptyHome()
  const editor = join(home, 'editor.sh')
  const lines = ['#!/bin/sh', 'echo the editor', 'kill -TSTP 0', 'echo goes on', 'read answer', '']
  writeFileSync(editor, lines.join('\n'))
  chmodSync(editor, 0o755)
  const session = await inShell({ EDITOR: editor }, home)
  session.type('\r')
  await session.waitFor('Why it matters')
  session.type('e')
  await session.waitFor('the editor')
  await session.waitFor('Stopped')
  session.type('fg\r')
  await session.waitFor('goes on')
  session.type('\r')
  await session.waitFor(/Why it matters[\s\S]*q quit$/)
  session.type('q')
  await session.waitFor('Go on with: jwt-lessons')
})

test.each(['TSTP', 'STOP'])('kill -%s from elsewhere, and fg', async signal => {
  const session = await inShell()
  const [pid = 0] = childrenOf(session.pid())
  process.kill(pid, `SIG${signal}`)
  await session.waitFor('Stopped')
  await expectProgram(session)
  session.type('q')
  await session.waitFor('Go on with: jwt-lessons')
})

test('without a shell that could continue it, Ctrl+Z leaves the program running', async () => {
  const learner = sitDown(program, { columns: 80, rows: 24 })
  const { session } = learner
  await session.waitFor('[Y/n]')
  session.type('\r')
  await session.waitFor('Not started')
  session.type('\u001a')
  await session.waitFor('No shell is there that could continue the program')
  session.type('l')
  await session.waitFor('you are here')
})
