import { Box, useCursor } from 'ink'
import type { Frame } from '../frame.ts'
import type { PlacedPane, Size } from '../layout.ts'
import { line, type Row, span } from '../../text/span.ts'
import type { Theme } from '../theme.ts'
import { caretPlace } from './caret-place.ts'
import { Line, Lines } from './Line.tsx'
import { tabsRow, titleRow, visibleRows } from './pane-rows.ts'

/** The whole window: header, panes, footer. */
export function Screen({ frame, size, theme }: { frame: Frame; size: Size; theme: Theme }) {
  const { signs } = theme
  const { body } = frame
  const { setCursorPosition } = useCursor()
  setCursorPosition(caretPlace(frame, signs.caret))
  const divider = body.kind === 'columns' ? body.leftWidth : null
  // While a window shrinks, Ink draws the last frame once more before it knows the size: its rows are cut then, not wrapped.
  return (
    <Box flexDirection="column" width="100%" height={size.rows} overflow="hidden">
      <Lines rows={frame.header} theme={theme} />
      <Line row={ruleRow(size.columns, divider, signs.horizontal, signs.downFrom)} theme={theme} />
      {body.kind === 'single' ? (
        <Box flexDirection="column" paddingLeft={1} height={frame.bodyRows}>
          <Lines rows={[tabsRow(body.tabs, body.pane, signs), ...visibleRows(body.pane)]} theme={theme} />
        </Box>
      ) : (
        <Box height={frame.bodyRows}>
          <Box flexDirection="column" paddingLeft={1} width={body.leftWidth}>
            <Pane pane={body.left} theme={theme} />
          </Box>
          <Box flexDirection="column" width={1}>
            <Lines
              rows={Array.from({ length: frame.bodyRows }, () => line(signs.vertical, 'rule'))}
              theme={theme}
            />
          </Box>
          <Box flexDirection="column" paddingLeft={1} width={body.rightWidth}>
            {body.right.map(pane => (
              <Pane key={pane.id} pane={pane} theme={theme} />
            ))}
          </Box>
        </Box>
      )}
      <Line row={ruleRow(size.columns, divider, signs.horizontal, signs.upTo)} theme={theme} />
      <Lines rows={[...frame.notice, frame.verdict, frame.keys]} theme={theme} />
    </Box>
  )
}

function Pane({ pane, theme }: { pane: PlacedPane; theme: Theme }) {
  return <Lines rows={[titleRow(pane, theme.signs), ...visibleRows(pane)]} theme={theme} />
}

function ruleRow(columns: number, divider: number | null, horizontal: string, joint: string): Row {
  if (divider === null) return line(horizontal.repeat(columns), 'rule')
  return [span(horizontal.repeat(divider) + joint + horizontal.repeat(columns - divider - 1), 'rule')]
}
