/** However the program ends, and whatever it is doing, the terminal is as it was and nothing goes on running. */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { endlessAnswer, goToBuild } from './kit/journey.ts'
import { courseOf, emptyHome, type Learner, removeHomes, sitDown, startCourse } from './kit/learner.ts'
import { untouched } from './kit/modes.ts'
import { childrenOf, gone, killBelow } from './kit/processes.ts'
import { type Program, packedProgram } from './kit/program.ts'
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

/** Ends the program, and looks at what is left of it. */
async function expectCleanEnd(session: Session, act: () => void, code: number): Promise<void> {
  const processes = [session.pid(), ...childrenOf(session.pid())]
  act()
  const end = await session.end
  expect(end.modes).toEqual(untouched)
  expect(end.settings.after).toBe(end.settings.before)
  expect(end.code).toBe(code)
  await gone(processes)
}

/** The states that a learner can be in, and how to get there from the welcome. */
const states: Record<string, (learner: Learner) => Promise<unknown>> = {
  reading: async ({ session, see }) => {
    session.type('\r')
    await see('Why it matters')
  },
  'in a text field': async ({ session, see }) => {
    session.type('\r')
    await see('Why it matters')
    session.type('i')
    await see('Esc back')
  },
  'while code runs that never returns': async learner => {
    const answers = await goToBuild(learner, courseOf(program))
    answers.saveText(endlessAnswer)
    await learner.seeVerdict('Checking...')
  },
  'in a window that is too small': async ({ session }) => {
    session.type('\r')
    session.resize(50, 10)
    await session.waitFor('Make this window at least 60x16')
  },
}

const ends: Record<string, { act(session: Session): void; code: number }> = {
  'Ctrl+C': { act: session => session.type('\u0003'), code: 0 },
  SIGTERM: { act: session => session.signal('SIGTERM'), code: 143 },
  SIGHUP: { act: session => session.signal('SIGHUP'), code: 129 },
}

describe.each(Object.entries(states))('%s', (_, enter) => {
  test.each(Object.entries(ends))('%s leaves the terminal as it was', async (_, { act, code }) => {
    const learner = await startCourse(program, size)
    await enter(learner)
    await expectCleanEnd(learner.session, () => act(learner.session), code)
  })
})

test('q leaves the terminal as it was', async () => {
  const { session } = await startCourse(program, size)
  await expectCleanEnd(session, () => session.type('q'), 0)
})

test('Ctrl+C at the first question makes nothing', async () => {
  const { session } = sitDown(program, size)
  await session.waitFor('[Y/n]')
  session.type('\u0003')
  const end = await session.end
  expect(end.modes).toEqual(untouched)
  expect(end.settings.after).toBe(end.settings.before)
})

test('closing the window ends the program and all that it started', async () => {
  const { session } = await startCourse(program, size)
  const processes = [session.pid(), ...childrenOf(session.pid())]
  session.hangUp()
  await gone(processes)
})

test('after a crash of ours the terminal is as it was, and a sentence says so', async () => {
  const home = emptyHome()
  const crash = join(home, 'crash.cjs')
  writeFileSync(crash, "process.on('SIGUSR2', () => { throw new Error('a test crashed it') })\n")
  const [node = '', ...rest] = program.command
  const { session } = await startCourse(program, {
    ...size,
    cwd: home,
    command: [node, '--require', crash, ...rest],
  })
  await expectCleanEnd(session, () => session.signal('SIGUSR2'), 1)
  expect(session.screen()).toContain('a problem in the program, not in your code.\na test crashed it\n')
  expect(session.screen()).not.toContain('crash.cjs')
})

test('an editor in the terminal gets every key, Ctrl+C too', async () => {
  const home = emptyHome()
  const editor = join(home, 'editor.sh')
  writeFileSync(
    editor,
    `#!/bin/sh
trap 'echo interrupted' INT
echo editing
while :; do
  read line && echo "got $line"
  [ "$line" = end ] && exit
done
`,
  )
  chmodSync(editor, 0o755)
  const { session, see } = await startCourse(program, { ...size, cwd: home, env: { VISUAL: editor } })
  session.type('\r')
  await see('Why it matters')
  session.type('e')
  await session.waitFor('editing')
  session.type('\u0003')
  await session.waitFor('interrupted')
  for (const line of ['one', 'two', 'three']) {
    for (const key of `${line}\r`) session.type(key)
    await session.waitFor(`got ${line}`)
  }
  session.type('end\r')
  await see('Why it matters')
  await expectCleanEnd(session, () => session.type('\u0003'), 0)
})

test('when it is killed while the code of the learner loops, nothing goes on running', async () => {
  const learner = await startCourse(program, size)
  const answers = await goToBuild(learner, courseOf(program))
  answers.saveText(endlessAnswer)
  await learner.see('Checking')
  const processes = [learner.session.pid(), ...childrenOf(learner.session.pid())]
  process.kill(learner.session.pid(), 'SIGKILL')
  await gone(processes)
})

test('when the grader is killed, the next save is graded all the same', async () => {
  const learner = await startCourse(program, size)
  const answers = await goToBuild(learner, courseOf(program))
  answers.saveMistake('padding')
  await learner.session.waitFor(/Step 2 of 3: \d failures/)
  killBelow(learner.session.pid(), 'grader-process')
  answers.saveSolution()
  await learner.seeVerdict('All 3 steps pass')
})
