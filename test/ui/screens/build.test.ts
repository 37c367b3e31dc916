import { describe, expect, test } from 'vitest'
import { frameOf } from '../../../src/ui/frame.ts'
import type { Action } from '../../../src/ui/state/actions.ts'
import type { State } from '../../../src/ui/state/state.ts'
import { textOfRow } from '../../../src/text/span.ts'
import { failed, report, wrongAlphabet } from '../kit/reports.ts'
import { onTask, plainView, stateAfter } from '../kit/state.ts'

const view = plainView('ascii')

/** What is seen of the pane that stands alone, or of the left one. */
function seen(state: State, columns: number, rows: number): string[] {
  const { body } = frameOf(state, view, { columns, rows })
  const pane = body.kind === 'single' ? body.pane : body.left
  return pane.rows.slice(pane.offset, pane.offset + pane.height).map(row => textOfRow(row).trimEnd())
}

/** The first step has passed, so that the task of the second is on the screen, and its tests fail. */
const movedOn = stateAfter(
  onTask(),
  { type: 'graded', report: report(0), at: 0, cause: 'save' },
  {
    type: 'graded',
    report: report(1, [failed('two bytes', wrongAlphabet), failed('one byte')]),
    at: 0,
    cause: 'save',
  },
  { type: 'next' },
)

describe('the task of a step that fails', () => {
  test('says why, and what leads to all of it', () => {
    const lines = seen(movedOn, 80, 24)
    expect(lines).toContain("x Your output has '+' and '/': that is base64. base64url uses '-' and '_' in")
    expect(lines).toContain('  their place, so that a token can stand in an address.')
    expect(lines).toContain('  Tab shows all of it, and 1 other failure')
  })

  test('cuts the reason where the window is low, and keeps the way to all of it', () => {
    const lines = seen(movedOn, 60, 14)
    expect(lines.at(-1)).toBe('  Tab shows all of it, and 1 other failure')
    expect(lines.at(-2)).toMatch(/^x Your output has .*>$/)
  })

  test('says why a file that can not be read was not checked', () => {
    const problem = {
      kind: 'syntax' as const,
      message: "Line 3: a } is missing.\n\n  3 |   return 'x'",
      file: 'jwt/base64url.ts',
      line: 3,
      column: 1,
    }
    const state = stateAfter(
      movedOn,
      { type: 'graded', report: { ...report(0, []), verdict: 'broken', problem }, at: 0, cause: 'save' },
      { type: 'focus-next', panes: ['result', 'text'] },
    )
    expect(seen(state, 80, 24)).toContain('! Line 3: a } is missing.')
  })

  test('brings another reason into view, also when the hints were scrolled, and leaves one that was read', () => {
    const hint = { type: 'hint' } as const
    const tab: Action = { type: 'focus-next', panes: ['result', 'text'] }
    const save = (name: string) =>
      ({ type: 'graded', report: report(1, [failed(name)]), at: 0, cause: 'save' }) as const
    const onHints = stateAfter(movedOn, save('one byte'), tab, hint, hint, hint)
    expect(seen(onHints, 60, 16).join('\n')).toContain('Hint 3 of 3')
    expect(seen(onHints, 60, 16).join('\n')).not.toContain('x one byte')
    expect(seen(stateAfter(onHints, save('one byte')), 60, 16)).toEqual(seen(onHints, 60, 16))
    const another = stateAfter(onHints, save('no padding'))
    expect(seen(another, 60, 16).join('\n')).toContain('x no padding')
    const pane = { id: 'text', rows: 30, height: 9, offset: 0 } as const
    const read = stateAfter(another, { type: 'move', movement: 'end', pane, lines: 1 }, save('no padding'))
    expect(seen(read, 60, 16).join('\n')).toContain('Hint 3 of 3')
    expect(seen(another, 120, 24)).toEqual(seen(onHints, 120, 24))
  })

  test('says nothing of it beside the pane that does, and on the task of another step', () => {
    expect(seen(movedOn, 120, 40).join('\n')).not.toContain('Tab shows')
    const ahead = stateAfter(movedOn, { type: 'next' })
    expect(seen(ahead, 80, 24).join('\n')).not.toContain('Tab shows')
  })
})
