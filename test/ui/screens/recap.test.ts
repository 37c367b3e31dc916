import { expect, test } from 'vitest'
import { textOfRow } from '../../../src/text/span.ts'
import { recapPanes } from '../../../src/ui/screens/recap.ts'
import type { Action } from '../../../src/ui/state/actions.ts'
import { report } from '../kit/reports.ts'
import { begun, plainView, stateAfter } from '../kit/state.ts'

const graded = (passedSteps: number): Action => ({
  type: 'graded',
  report: report(passedSteps),
  at: 0,
  cause: 'save',
})

test('a lesson that a save broke while another screen was open is not called done', () => {
  const recap = stateAfter(
    begun({ stage: 'recap', step: 2, overlay: { kind: 'help' } }),
    graded(3),
    graded(1),
    { type: 'close' },
  )
  expect(recap).toMatchObject({ stage: 'recap', overlay: null })
  const headOf = (state: typeof recap) =>
    recapPanes(state, plainView())[0]?.content(100, 30).rows.map(textOfRow)[0]
  expect(headOf(recap)).toBe('✗ 01 Bytes to text no longer passes. ] shows why')
  expect(headOf(stateAfter(recap, graded(3)))).toBe('✓ 01 Bytes to text is done, 1 of 8 lessons')
})
