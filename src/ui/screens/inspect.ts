import type { Overlay } from '../state/state.ts'
import { cleanLine } from '../text/clean.ts'
import { blank, line, type Row } from '../text/span.ts'
import { cutRow } from '../text/width.ts'
import { wrapText } from '../text/wrap.ts'
import type { View } from '../view.ts'
import { inputRow } from './input-row.ts'
import { type PaneSource, pane } from './pane.ts'

type InspectOverlay = Extract<Overlay, { kind: 'inspect' }>

/** A pasted token, taken apart. */
export function inspectPanes(overlay: InspectOverlay, view: View): PaneSource[] {
  return [pane('text', 'Inspect a token', width => inspectRows(overlay, view, width))]
}

function inspectRows(overlay: InspectOverlay, view: View, width: number): Row[] {
  const { signs } = view.theme
  return [
    inputRow('Token', cleanLine(overlay.input), width, signs),
    blank,
    ...shownRows(overlay, view, width),
  ]
}

function shownRows(overlay: InspectOverlay, view: View, width: number): Row[] {
  if (overlay.input.trim() === '') {
    return wrapText('Paste a token. It stays on this machine. Ctrl+U empties the field.', width, 'quiet')
  }
  const { seen } = overlay
  if (seen === null || view.loaded.inspectionRows === null) return [line('Reading...', 'quiet')]
  return view.loaded
    .inspectionRows(seen.inspection, width)
    .map(row => cutRow(row, width, view.theme.signs.cut))
}
