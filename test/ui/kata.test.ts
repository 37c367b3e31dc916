import { afterEach, describe, expect, test } from 'vitest'
import type { KataRun } from '../../src/kata/types.ts'
import { emptyProgress, recordPosition, recordVerdict } from '../../src/workspace/progress.ts'
import { course } from './kit/course.ts'
import { fakeKata, fakeWorkspace } from './kit/ports.ts'
import { failed, lesson, report, wrongAlphabet } from './kit/reports.ts'
import { closeWindows, openWindow, type Window } from './kit/window.ts'

afterEach(closeWindows)

const enter = '\r'
const escapeKey = '\u001b'
const down = '\u001b[B'

const run = (change: Partial<KataRun> = {}): KataRun => ({
  target: lesson.id,
  variant: 'free',
  at: '2026-02-28T20:00:00.000Z',
  seconds: 48.2,
  saves: 3,
  approaches: ['loop'],
  ...change,
})

/** The window of a learner who passed the first lesson. */
async function afterFirstLesson(kata = fakeKata(), size = { columns: 80, rows: 24 }): Promise<Window> {
  const at = '2026-02-28T19:00:00.000Z'
  const passed = recordVerdict(emptyProgress('0.1.0'), lesson.id, 'passed', at)
  const progress = recordPosition(passed, { lesson: lesson.id, step: 'group', page: 0, at })
  // The stopwatch has no seconds of its own: the clock of the window stands still.
  return openWindow({ ...size, workspace: fakeWorkspace(progress), kata, motion: 'still' })
}

const courseReport = (lessonReport = report(3)) => ({
  schema: 1 as const,
  course: '0.1.0',
  passed: 0,
  total: 1,
  seed: 7,
  lessons: [lessonReport],
})

describe('a kata on the screen', () => {
  test('a lesson that has not passed has none yet', async () => {
    const kata = fakeKata()
    const window = await openWindow({ columns: 80, rows: 24, kata })
    await window.type(enter)
    await window.type('t')
    expect(window.screen()).toContain('A kata repeats a lesson, and this one has not passed yet')
    expect(kata.calls).toEqual([])
  })

  test('is chosen with its history, tried, and passed with a personal best', async () => {
    const kata = fakeKata()
    kata.runs.push(run())
    const window = await afterFirstLesson(kata)
    await window.type('t')
    await window.see('in any way                    best 48.2 s')
    expect(window.screen()).toContain('2026-02-28  48.2 s        3 saves')
    expect(window.screen()).toContain('Last time you used a loop. Try it without.')
    await window.type(enter)
    expect(kata.calls).toEqual([`begin ${lesson.id} free`])
    expect(window.screen()).toContain('/tmp/kata/jwt/base64url.ts')
    kata.tell({ kind: 'started' })
    const failing = report(1, [failed('two bytes', wrongAlphabet)])
    kata.tell({ kind: 'graded', report: courseReport(failing), seconds: 12.4 })
    await window.see("Your output has '+' and '/'")
    expect(window.screen()).toContain('✗ Step 2 of 3: 1 failure')
    await window.type('\t')
    expect(window.screen()).toContain('12.4 s')
    kata.tell({ kind: 'graded', report: courseReport(), seconds: 40 })
    kata.tell({ kind: 'passed', run: run({ seconds: 40 }) })
    kata.finish()
    await window.see('Passed in 40.0 s, 3 saves.')
    expect(window.screen()).toContain('A personal best: 8.2 s faster than before.')
    await window.type(enter)
    await window.see('in any way')
  })

  test('without a loop names the loop that is there', async () => {
    const kata = fakeKata()
    const window = await afterFirstLesson(kata)
    await window.type('t')
    await window.type(down.repeat(3))
    await window.type(enter)
    expect(kata.calls).toEqual([`begin ${lesson.id} no-loop`])
    kata.tell({ kind: 'graded', report: courseReport(), seconds: 9 })
    const findings = [{ approach: 'loop' as const, line: 4, what: 'a for loop', file: 'jwt/base64url.ts' }]
    kata.tell({ kind: 'forbidden', findings, seconds: 9 })
    await window.see('All tests pass, but this kata does without a loop:')
    expect(window.screen()).toContain('jwt/base64url.ts:4: a for loop')
  })

  test.each([
    ['Esc', escapeKey],
    ['q', 'q'],
  ])('a single %s does not end it, two do, and quitting ends it as well', async (_, key) => {
    const kata = fakeKata()
    const window = await afterFirstLesson(kata)
    await window.type('t')
    await window.type(enter)
    await window.type(key)
    await window.see('Esc again ends this kata')
    expect(kata.calls).toEqual([`begin ${lesson.id} free`])
    await window.type(key)
    await window.see('Step 1 of 3')
    expect(kata.calls.at(-1)).toBe('ended')
    await window.type('t')
    await window.type(enter)
    await window.quit()
    expect(kata.calls.at(-1)).toBe('ended')
  })

  test.each([
    [60, 16],
    [120, 40],
  ])('fits into %ix%i', async (columns, rows) => {
    const kata = fakeKata()
    kata.runs.push(run(), run({ variant: 'no-loop', seconds: 187 }))
    const window = await afterFirstLesson(kata, { columns, rows })
    await window.type('t')
    await window.see('without a regular expression')
    await expect(`${window.screen()}\n`).toMatchFileSnapshot(`screens/${columns}x${rows}/kata.txt`)
    await window.type(enter)
    await expect(`${window.screen()}\n`).toMatchFileSnapshot(`screens/${columns}x${rows}/kata-running.txt`)
  })
})

test('a kata of another lesson begins in the list', async () => {
  const kata = fakeKata()
  const window = await afterFirstLesson(kata)
  await window.type('l')
  await window.type('j')
  await window.type('t')
  expect(window.screen()).toContain('this one has not passed yet')
  await window.type('k')
  await window.type('t')
  await window.see(`Kata: 01 ${course.lessons[0]?.title}`)
})
