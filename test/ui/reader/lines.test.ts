import { expect, test } from 'vitest'
import { announcements, linearLines } from '../../../src/ui/reader/lines.ts'
import { report } from '../kit/reports.ts'
import { begun, plainView, stateAfter } from '../kit/state.ts'

const view = plainView('ascii')
const building = begun({ stage: 'build' })

test('the whole screen is there as lines without drawing', () => {
  const lines = linearLines(
    stateAfter(building, { type: 'graded', report: report(1), at: 0, cause: 'save' }),
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
  expect(announcements(tabbed, back, view, 80)[0]).toMatch(/^Page 2 of/)
})
