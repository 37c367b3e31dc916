import { currentReport, failures, reasonOf, shownFailure } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { type Row, span } from '../../text/span.ts'
import { cutRow, padRow, widthOf, widthOfRow } from '../../text/width.ts'
import type { RenderContext } from '../view.ts'
import { keptRows } from './diagnosis.ts'
import { counted, verdictSign } from './labels.ts'

/** Fewer rows than this say nothing; then all of it stands there, and the pane scrolls. */
const fewestRows = 2

/**
 * Why the last save failed, in the rows that are left on a pane of something else: the message, cut when it is longer,
 * and the key that leads to all of it. Empty when nothing failed.
 */
export function reasonRows(
  state: State,
  view: RenderContext,
  { width, room }: { width: number; room: number },
): Row[] {
  const report = currentReport(state)
  const all = failures(state)
  const shown = shownFailure(state)
  const message = reasonOf(state)
  // The task says already what is to be written.
  if (message === null || shown?.test.diagnosis?.id === 'not-implemented') return []
  const { signs } = view.theme
  const sign = verdictSign(report?.problem ? 'broken' : (shown?.test.verdict ?? 'failed'), signs)
  const margin = widthOf(sign.text) + 1
  const rows = keptRows(message, view, width - margin)
  const seen = room < fewestRows ? rows : firstRows(rows, room - 1, width - margin, signs.cut)
  const others = all.length > 1 ? `, and ${counted(all.length - 1, 'other failure')}` : ''
  return [
    ...seen.map((row, index): Row => [...padRow(index === 0 ? [sign] : [], margin), ...row]),
    [...padRow([], margin), span('Tab', 'key'), span(` shows all of it${others}`, 'quiet')],
  ]
}

/** Rows of which the first few are shown; the last of them says that there is more. */
function firstRows(rows: Row[], count: number, width: number, cut: string): Row[] {
  const last = rows[count - 1]
  if (last === undefined || rows.length <= count) return rows
  const shortened = cutRow([...last, span('   ')], Math.min(width, widthOfRow(last) + 2), cut)
  return [...rows.slice(0, count - 1), shortened]
}
