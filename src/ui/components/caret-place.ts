import type { Frame } from '../frame.ts'
import type { PlacedPane } from '../layout.ts'
import type { Row } from '../../text/span.ts'
import { widthOf } from '../../text/width.ts'
import { visibleRows } from './pane-rows.ts'

/** A place on the screen, from 0. */
export type Place = { x: number; y: number }

/**
 * Where the caret of an open field is drawn, or undefined. The terminal's own cursor goes there: input methods for
 * Chinese, Japanese and Korean show their choices at it, and screen magnifiers follow it.
 */
export function caretPlace({ header, body }: Frame, caret: string): Place | undefined {
  // Below the header is a rule, and above each pane its title.
  const top = header.length + 1
  if (body.kind === 'single') return placeIn(body.pane, { x: 1, y: top + 1 }, caret)
  const left = placeIn(body.left, { x: 1, y: top + 1 }, caret)
  if (left !== undefined) return left
  let y = top
  for (const pane of body.right) {
    const place = placeIn(pane, { x: body.leftWidth + 2, y: y + 1 }, caret)
    if (place !== undefined) return place
    y += 1 + visibleRows(pane).length
  }
  return undefined
}

function placeIn(pane: PlacedPane, start: Place, caret: string): Place | undefined {
  const rows = visibleRows(pane)
  const y = rows.findIndex(row => row.some(isCaret(caret)))
  const row = rows[y]
  if (row === undefined) return undefined
  const before = row.slice(0, row.findIndex(isCaret(caret)))
  return { x: start.x + before.reduce((width, { text }) => width + widthOf(text), 0), y: start.y + y }
}

const isCaret =
  (caret: string) =>
  ({ text, role }: Row[number]): boolean =>
    role === 'accent' && text === caret
