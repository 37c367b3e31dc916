import { headerRows } from './components/header.ts'
import { keyBarRow } from './components/key-bar.ts'
import { noticeRows } from './components/notice.ts'
import { verdictLine } from './components/verdict-line.ts'
import { type Arrangement, arrange, type Size } from './layout.ts'
import { screenPanes } from './screens/screen.ts'
import type { State } from './state/state.ts'
import type { Row } from '../text/span.ts'
import type { RenderContext } from './view.ts'

/** All of a screen for one size: the rows of the header, the panes in their places, the rows of the footer. */
export type Frame = {
  header: Row[]
  body: Arrangement
  bodyRows: number
  notice: Row[]
  verdict: Row
  keys: Row
}

// Two lines of header, the verdict, the keys, and the rules above and below the body.
const fixedRows = 6

/** Lays a screen out. Pure. */
export function frameOf(state: State, view: RenderContext, size: Size): Frame {
  const { columns, rows } = size
  const notice = noticeRows(state.notice, columns, view.theme.signs).slice(0, 3)
  const bodyRows = Math.max(2, rows - fixedRows - notice.length)
  return {
    header: headerRows(state, view, columns),
    body: arrange(screenPanes(state, view), state, size, bodyRows),
    bodyRows,
    notice,
    verdict: verdictLine(state, view, columns),
    keys: keyBarRow(state, columns),
  }
}
