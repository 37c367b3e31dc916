import type { PlacedPane } from '../layout.ts'
import type { Signs } from '../../text/signs.ts'
import { blank, type Row, span } from '../../text/span.ts'
import { spreadRow } from '../../text/width.ts'

/** What is seen of a pane below its title, always as many rows. */
export function visibleRows(pane: PlacedPane): Row[] {
  const seen = pane.rows.slice(pane.offset, pane.offset + pane.height)
  const air = Array.from({ length: pane.air }, () => blank)
  return [...air, ...seen, ...Array.from({ length: Math.max(0, pane.height - seen.length) }, () => blank)]
}

/** The title of a pane, and how much of it is seen when that is not all. */
export function titleRow(pane: PlacedPane, signs: Signs): Row {
  return spreadRow(
    [span(pane.title, pane.focused ? 'accent' : 'quiet')],
    positionRow(pane, signs),
    pane.width,
    signs.cut,
  )
}

/** The titles of all panes when only one is seen. */
export function tabsRow(tabs: { id: string; title: string }[], pane: PlacedPane, signs: Signs): Row {
  const titles = tabs.flatMap((tab, index): Row => {
    const isShown = tab.id === pane.id
    const title = span(
      isShown && tabs.length > 1 ? `${signs.here} ${tab.title}` : tab.title,
      isShown ? 'accent' : 'quiet',
    )
    return index === 0 ? [title] : [span('   '), title]
  })
  const hint: Row = tabs.length > 1 ? [span('   '), span('Tab', 'key')] : []
  return spreadRow([...titles, ...hint], positionRow(pane, signs), pane.width, signs.cut)
}

function positionRow(pane: PlacedPane, signs: Signs): Row {
  const total = pane.rows.length
  if (total <= pane.height) return []
  const last = Math.min(total, pane.offset + pane.height)
  const up = pane.offset > 0 ? signs.more.up : ' '
  const down = last < total ? signs.more.down : ' '
  return [span(`${pane.offset + 1}-${last} of ${total} ${up}${down}`, 'quiet')]
}
