import { expect, test } from 'vitest'
import { textOfRow } from '../../src/text/span.ts'
import { frameOf } from '../../src/ui/frame.ts'
import { verdictLine } from '../../src/ui/components/verdict-line.ts'
import type { Action, GradeCause } from '../../src/ui/state/actions.ts'
import type { LessonPosition } from '../../src/ui/state/positions.ts'
import type { State } from '../../src/ui/state/state.ts'
import { course } from './kit/course.ts'
import { failed, report } from './kit/reports.ts'
import { begun, onTask, plainView, stateAfter } from './kit/state.ts'

const said = (state: State) => textOfRow(verdictLine(state, plainView(), 60)).trim()
const graded = (passedSteps: number, cause: GradeCause = 'save'): Action => ({
  type: 'graded',
  report: report(passedSteps),
  at: 0,
  cause,
})
const problem = { kind: 'syntax' as const, message: 'No', file: null, line: null, column: null }
const unread: Action = {
  type: 'graded',
  report: { ...report(0), verdict: 'broken', problem, steps: [] },
  at: 0,
  cause: 'save',
}

test.each<[string, LessonPosition, Action, RegExp]>([
  ['the pages of the next step', { stage: 'read', step: 1, page: 0 }, graded(0), /1 failure {3}\] shows why/],
  [
    'the page of a step that is saved',
    { stage: 'read', step: 0, page: 0 },
    graded(0),
    /failure {3}\] shows why/,
  ],
  ['the first page of a lesson', { stage: 'why', step: 0, page: 0 }, graded(0), /failure {3}\] shows why/],
  ['a question', { stage: 'predict', step: 0, page: 2 }, unread, /syntax error {3}\] shows why/],
  ['the recap', { stage: 'recap', step: 2, page: 0 }, graded(2), /1 failure {3}\] shows why/],
])('what broke while the learner looks at %s has a key that leads to it', (_, position, action, words) => {
  const state = stateAfter(begun(position), action)
  expect(said(state)).toMatch(words)
  expect(stateAfter(state, { type: 'failure', by: 1 })).toMatchObject({ stage: 'build', focus: 'result' })
})

test('no key is named where the failure is on the screen, not begun yet, or under another screen', () => {
  expect(said(stateAfter(onTask(), graded(0)))).not.toContain(']')
  expect(said(stateAfter(onTask(), unread))).not.toContain(']')
  expect(said(stateAfter(onTask(), graded(0), graded(1)))).not.toContain(']')
  expect(said(stateAfter(begun({ stage: 'read', step: 0, page: 0 }), graded(0, 'start')))).not.toContain(']')
  const reading = stateAfter(begun({ stage: 'read', step: 1, page: 0 }), graded(0))
  expect(said(stateAfter(reading, { type: 'open', overlay: 'help' }))).not.toContain(']')
})

test('an unusable temporary folder is called neither broken code nor a problem in the course', () => {
  const machine = { ...problem, kind: 'temporary-folder' as const, message: 'Set TMPDIR to another folder.' }
  const state = stateAfter(onTask(), {
    type: 'graded',
    report: { ...report(0), verdict: 'broken', problem: machine, steps: [] },
    at: 0,
    cause: 'save',
  })
  expect(said(state)).toMatch(/^. Not checked: the temporary folder can not be used/u)
  const { body } = frameOf(state, plainView('ascii'), { columns: 80, rows: 24 })
  const panes = body.kind === 'single' ? [body.pane] : [body.left, ...body.right]
  const rows = panes.flatMap(pane => pane.rows.map(textOfRow)).join('\n')
  expect(rows).toContain('The temporary folder can not be used')
  expect(rows).toContain('Set TMPDIR')
  expect(rows).not.toMatch(/problem in the course|writes a report/u)
})

test('the words come before the time where a narrow window has not room for both', () => {
  const many = report(
    0,
    Array.from({ length: 12 }, (_, index) => failed(`test ${index}`)),
  )
  const reading = begun({ stage: 'read', step: 1, page: 0 })
  const state = stateAfter(reading, {
    type: 'graded',
    report: { ...many, durationMs: 123_456 },
    at: 0,
    cause: 'save',
  })
  expect(said(state)).toMatch(/^✗ Step 1 of 3: 12 failures {3}\] shows why +12:00:05$/)
  const lessonId = course.lessons[7]?.id ?? ''
  const checking = stateAfter(state, { type: 'check-all', done: 10, total: 23, lessonId })
  expect(said(checking)).toBe('Checking all lessons: 10 of 23, now 11 A weak secret')
})

test('while all lessons are checked, the one that has its turn is named, in a narrow window too', () => {
  const lessonId = course.lessons[7]?.id ?? ''
  const state = stateAfter(onTask(), { type: 'check-all', done: 7, total: 8, lessonId })
  expect(said(state)).toBe('Checking all lessons: 7 of 8, now 11 A weak secret')
})
