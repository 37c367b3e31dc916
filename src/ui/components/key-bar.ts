import { keyBar, labelOf } from '../keys/find.ts'
import { modeOf } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { type Row, span } from '../../text/span.ts'
import { widthOfRow } from '../../text/width.ts'

/** The keys that do something now. What does not fit is left out, but never the way to all keys and the way out. */
export function keyBarRow(state: State, columns: number): Row {
  const entries = keyBar(modeOf(state), state).map(binding => ({
    fixed: Object.values(binding.keys).some(command => ['help', 'quit', 'close'].includes(command)),
    row: [span(binding.shown, 'key'), span(` ${labelOf(binding, state)}`, 'quiet')] as Row,
  }))
  const fixed = entries.filter(entry => entry.fixed)
  let room = columns - 2 - fixed.reduce((sum, entry) => sum + widthOfRow(entry.row) + 3, 0)
  const shown = entries.filter(entry => {
    if (entry.fixed) return false
    room -= widthOfRow(entry.row) + 3
    return room >= 0
  })
  const rows = [...shown, ...fixed].map(entry => entry.row)
  return [span(' '), ...rows.flatMap((row, index): Row => (index === 0 ? row : [span('   '), ...row]))]
}
