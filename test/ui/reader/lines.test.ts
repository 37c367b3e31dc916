import { describe, expect, test } from 'vitest'
import { announcements, linearLines } from '../../../src/ui/reader/lines.ts'
import type { Action } from '../../../src/ui/state/actions.ts'
import { failed, report, wrongAlphabet } from '../kit/reports.ts'
import { begun, onTask, plainView, stateAfter } from '../kit/state.ts'

const view = plainView('ascii')
const building = onTask()

test('the whole screen is there as lines without drawing', () => {
  const lines = linearLines(
    stateAfter(building, { type: 'graded', report: report(1), at: 0, cause: 'save' }, { type: 'next' }),
    view,
    80,
  )
  expect(lines.join('\n')).not.toMatch(/[│─┬┴━✓✗]/)
  expect(lines).toContain('Result:')
  expect(lines.some(line => line.includes("Your output has '+' and '/'"))).toBe(true)
})

test('a new screen is said whole, with the place first', () => {
  const said = announcements(null, building, view, 80)
  expect(said[0]).toContain('01 Bytes to text')
  expect(said).toContain('Three bytes, four characters')
})

test('a verdict is said first, and the text that stays is not said again', () => {
  const once = stateAfter(building, { type: 'graded', report: report(0), at: 0, cause: 'save' })
  const said = announcements(building, once, view, 80)
  expect(said[0]).toBe('x Step 1 of 3: 1 failure')
  expect(said).not.toContain('Write encode so that three bytes give four characters.')
})

test('of a hint only the hint is said', () => {
  const said = announcements(building, stateAfter(building, { type: 'hint' }), view, 80)
  expect(said).toEqual(['Hint 1 of 3', 'How many bits are in the group?'])
})

test('a notice is said', () => {
  const noticed = stateAfter(building, { type: 'notice', notice: { tone: 'info', text: 'Hello' } })
  expect(announcements(building, noticed, view, 80)).toEqual(['Hello'])
})

test('nothing new, nothing said', () => {
  expect(announcements(building, building, view, 80)).toEqual([])
})

test('the plan of a lesson is told once, and again on Tab', () => {
  const view = plainView()
  const first = begun()
  const plan = (texts: string[]) => texts.some(text => text.startsWith('Lesson:'))
  expect(plan(announcements(null, first, view, 80))).toBe(true)
  const second = stateAfter(first, { type: 'next' })
  expect(plan(announcements(first, second, view, 80))).toBe(false)
  const tabbed = stateAfter(second, { type: 'focus-next', panes: ['text', 'outline'] })
  expect(plan(announcements(second, tabbed, view, 80))).toBe(true)
  const back = stateAfter(tabbed, { type: 'focus-next', panes: ['text', 'outline'] })
  expect(announcements(tabbed, back, view, 80)[0]).toMatch(/^Step 1:/)
})

describe('in words', () => {
  const words = plainView('auto', 'linear')
  const failing = (passedSteps: number, ...names: string[]): Action => ({
    type: 'graded',
    report: report(
      passedSteps,
      names.length === 0 ? undefined : names.map(name => failed(name, wrongAlphabet)),
    ),
    at: 0,
    cause: 'save',
  })

  test('states are words, and the bar of the course is left out', () => {
    const said = announcements(null, stateAfter(building, failing(0)), words, 80)
    expect(said[0]).toBe('failed: Step 1 of 3: 1 failure')
    expect(said[1]).toBe('Build a token - 01 Bytes to text, 0 of 8')
    expect(said).toContain('here: failed: 1  Three bytes, four characters')
  })

  test('a step that passed is told before the next one', () => {
    const before = stateAfter(building, failing(0))
    const said = announcements(before, stateAfter(before, failing(1)), words, 80)
    expect(said.slice(0, 2)).toEqual(['Step 1 passes. Now step 2', 'failed: Step 2 of 3: 1 failure'])
  })

  test('of another answer only that answer is told', () => {
    const asked = begun({ stage: 'predict', step: 0, page: 2 })
    const moved = stateAfter(asked, {
      type: 'move',
      movement: 'down',
      pane: { id: 'text', rows: 9, height: 9, offset: 0 },
      lines: 1,
    })
    const said = announcements(asked, moved, words, 80)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^here: +a\. /)
  })

  test('another failure is told with its name', () => {
    const before = stateAfter(building, failing(0, 'one', 'two'))
    const said = announcements(before, stateAfter(before, { type: 'failure', by: 1 }), words, 80)
    expect(said).toContain('failed: two')
    expect(said.join(' ')).toContain("Your output has '+' and '/'")
  })
})
