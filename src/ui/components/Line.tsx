import { Text } from 'ink'
import { memo } from 'react'
import type { Row } from '../../text/span.ts'
import type { Theme } from '../theme.ts'

/** One line on the screen. An unchanged line costs nothing: it is compared as the text that the terminal gets. */
const PaintedLine = memo(function PaintedLine({ text }: { text: string }) {
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>
})

/** A row in the colours of the theme. */
export function Line({ row, theme }: { row: Row; theme: Theme }) {
  return <PaintedLine text={theme.paint(row)} />
}

/** Rows below each other. */
export function Lines({ rows, theme }: { rows: Row[]; theme: Theme }) {
  // A row has no identity but its place on the screen.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return rows.map((row, index) => <Line key={index} row={row} theme={theme} />)
}
