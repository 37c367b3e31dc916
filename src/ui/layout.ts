import type { PaneSource } from './screens/pane.ts'
import type { PaneId, State } from './state/state.ts'
import type { Row } from '../text/span.ts'

/** A terminal window, in columns and rows. */
export type Size = { columns: number; rows: number }

export const smallest: Size = { columns: 60, rows: 16 }

/** From this many columns two panes stand beside each other. */
export const wideFrom = 100

/** Text is not set wider than this: longer lines are hard to read. */
const widestText = 96

/** From this height on a blank line stands below the titles of the panes; at 24 rows the text needs it more. */
const airyFrom = 20

/** A pane in its place. */
export type PlacedPane = {
  id: PaneId
  title: string
  /** Columns and rows for its content, without the title. */
  width: number
  height: number
  /** Blank lines between the title and the content. */
  air: number
  /** All rows of the content, and the first that is seen. */
  rows: Row[]
  offset: number
  focused: boolean
}

/** How panes are arranged: one (`tabs` are the titles of all), or a left one and a stack at the right. */
export type Arrangement =
  | { kind: 'single'; pane: PlacedPane; tabs: { id: PaneId; title: string }[] }
  | { kind: 'columns'; left: PlacedPane; right: PlacedPane[]; leftWidth: number; rightWidth: number }

export function isTooSmall(size: Size): boolean {
  return size.columns < smallest.columns || size.rows < smallest.rows
}

/**
 * Gives panes their places.
 * @param bodyRows rows between the header and the footer, the titles of the panes included
 */
export function arrange(sources: PaneSource[], state: State, size: Size, bodyRows: number): Arrangement {
  const [first, ...others] = sources
  const air = bodyRows >= airyFrom ? 1 : 0
  if (first === undefined) throw new Error('A screen has no panes.')
  if (size.columns < wideFrom || others.length === 0) {
    const shown = sources.find(source => source.id === state.focus) ?? first
    const height = bodyRows - 1 - air
    const width = Math.min(size.columns - 2, widestFor(shown, others.length))
    const content = shown.alone ?? shown.content
    const pane = place({ ...shown, content }, state, { width, height, air, focused: true })
    return { kind: 'single', pane, tabs: sources.map(({ id, title }) => ({ id, title })) }
  }
  const leftWidth = Math.min(widestText + 3, Math.floor(size.columns / 2))
  const rightWidth = size.columns - leftWidth - 1
  const focus = sources.some(source => source.id === state.focus) ? state.focus : first.id
  const left = place(first, state, {
    width: leftWidth - 3,
    height: bodyRows - 1 - air,
    air,
    focused: focus === first.id,
  })
  const right = stack(others, state, focus, { width: rightWidth - 2, rows: bodyRows, air })
  return { kind: 'columns', left, right, leftWidth, rightWidth }
}

/** Prose on a screen of its own keeps a readable width; code, tables of keys and pictures use all of it. */
function widestFor(source: PaneSource, others: number): number {
  return others > 0 && source.id === 'text' ? widestText : Number.POSITIVE_INFINITY
}

function stack(
  sources: PaneSource[],
  state: State,
  focus: PaneId,
  room: { width: number; rows: number; air: number },
): PlacedPane[] {
  const [main, ...rest] = sources
  if (main === undefined) return []
  const lower = rest.map(source => ({ source, content: source.content(room.width, room.rows) }))
  // What stands below gets what it needs, up to a third.
  const heights = lower.map(({ content }) =>
    Math.min(content.rows.length, Math.max(2, Math.floor(room.rows / 3) - 1)),
  )
  const used = heights.reduce((sum, height) => sum + height + 1, 0)
  const mainHeight = room.rows - 1 - room.air - used
  return [
    place(main, state, { width: room.width, height: mainHeight, air: room.air, focused: focus === main.id }),
    ...lower.map(({ source }, index) =>
      place(source, state, {
        width: room.width,
        height: heights[index] ?? 1,
        air: 0,
        focused: focus === source.id,
      }),
    ),
  ]
}

function place(
  source: PaneSource,
  state: State,
  room: { width: number; height: number; air: number; focused: boolean },
): PlacedPane {
  const { rows, followRow, newsRow } = source.content(room.width, room.height)
  const last = Math.max(0, rows.length - room.height)
  const isNews = state.scroll.news === true && newsRow !== undefined
  const wanted = isNews ? newsRow : (state.scroll[source.id] ?? 0)
  const offset = wanted === 'follow' ? followed(followRow ?? 0, room.height, last) : Math.min(wanted, last)
  return { id: source.id, title: source.title, rows, offset, ...room }
}

/** Shows the row with some of what stands above it, so that its place can be understood. */
function followed(row: number, height: number, last: number): number {
  return Math.min(last, Math.max(0, row - Math.floor(height / 3)))
}

/** The pane that the scroll keys move. */
export function focusedPane(arrangement: Arrangement): PlacedPane {
  if (arrangement.kind === 'single') return arrangement.pane
  return [arrangement.left, ...arrangement.right].find(pane => pane.focused) ?? arrangement.left
}
