import { expect, test } from 'vitest'
import { frameOf } from '../../../src/ui/frame.ts'
import { textOfRow } from '../../../src/text/span.ts'
import { failed, report, wrongAlphabet } from '../kit/reports.ts'
import { onTask, plainView, stateAfter } from '../kit/state.ts'

/** What is seen, without scrolling, of the result of a save. */
function seen(call: string, columns = 80, rows = 24): string[] {
  const diagnosis = { ...wrongAlphabet, call, comparison: [], expected: 'a refusal', actual: 'a token' }
  const state = stateAfter(onTask(), {
    type: 'graded',
    report: report(0, [failed('for us alone', diagnosis)]),
    at: 0,
    cause: 'save',
  })
  const { body } = frameOf(state, plainView('ascii'), { columns, rows })
  const panes = body.kind === 'single' ? [body.pane] : [body.left, ...body.right]
  return panes.flatMap(pane =>
    pane.rows.slice(pane.offset, pane.offset + pane.height).map(row => textOfRow(row).trim()),
  )
}

const labels = (rows: readonly string[]): string[] =>
  rows.flatMap(row => /^(call|expected|yours)\b/.exec(row)?.[1] ?? [])

test.each([
  [80, 24],
  [100, 24],
  [120, 40],
])('a short call comes before both values at %i x %i', (columns, rows) => {
  expect(labels(seen('exchange(form, 7)', columns, rows))).toEqual(['call', 'expected', 'yours'])
})

test.each([
  [80, 24],
  [100, 24],
  [120, 40],
])('a long call does not push them out of view at %i x %i', (columns, rows) => {
  const call = `new TokenEndpoint({\n${"  issuer: 'https://login.example',\n".repeat(14)}})`
  expect(labels(seen(call, columns, rows)).slice(0, 2)).toEqual(['expected', 'yours'])
})
