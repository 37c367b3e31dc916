import type { PaneId } from '../state/state.ts'
import type { Row } from '../../text/span.ts'

/** What a pane shows for a width. Rows that do not fit can be scrolled to. */
export type PaneContent = {
  rows: Row[]
  /** The row that must be seen when the pane follows: a new hint, the selected line. */
  followRow: number | null
  /** The first row to be seen when there are news in it; left out where there never are. */
  newsRow?: number
}

/** A pane before it has a place: its rows depend on the width that the layout gives it. */
export type PaneSource = {
  id: PaneId
  /** The word in the title row. */
  title: string
  content(width: number, height: number): PaneContent
  /** What it shows in a window where no other pane is seen beside it, when that is more than its content. */
  alone?(width: number, height: number): PaneContent
}

/** A pane that shows rows from the top. */
export function pane(id: PaneId, title: string, rows: (width: number, height: number) => Row[]): PaneSource {
  return { id, title, content: (width, height) => ({ rows: rows(width, height), followRow: null }) }
}

/** Rows without as many of the blank ones as keep the last row out of a pane. */
export function fitted(rows: Row[], height: number): Row[] {
  let spare = Math.max(0, rows.length - height)
  return rows.filter(row => {
    const goes = row.length === 0 && spare > 0
    if (goes) spare -= 1
    return !goes
  })
}
