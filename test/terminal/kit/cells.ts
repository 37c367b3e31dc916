import type { IBufferCell, Terminal } from '@xterm/headless'

/** One place of the screen. Colours are what the program asked for: a palette number, `#rrggbb`, or null for the usual one. */
export type Cell = {
  text: string
  /** 2 for wide characters, 0 for the place behind one. */
  width: number
  foreground: number | string | null
  background: number | string | null
  bold: boolean
  dim: boolean
  italic: boolean
  underline: boolean
  inverse: boolean
}

/** The visible rows as text, without blanks at their ends. A line keeps what it had beyond the edge of a wider window. */
export function textRows(terminal: Terminal): string[] {
  const { active } = terminal.buffer
  return Array.from({ length: terminal.rows }, (_, row) =>
    (active.getLine(active.viewportY + row)?.translateToString(true, 0, terminal.cols) ?? '').trimEnd(),
  )
}

/** The visible rows, place by place. */
export function cellRows(terminal: Terminal): Cell[][] {
  const { active } = terminal.buffer
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row)
    return Array.from({ length: terminal.cols }, (_, column) => cellOf(line?.getCell(column)))
  })
}

function cellOf(cell: IBufferCell | undefined): Cell {
  return {
    text: cell?.getChars() || ' ',
    width: cell?.getWidth() ?? 1,
    foreground: cell === undefined ? null : colour(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()),
    background: cell === undefined ? null : colour(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor()),
    bold: Boolean(cell?.isBold()),
    dim: Boolean(cell?.isDim()),
    italic: Boolean(cell?.isItalic()),
    underline: Boolean(cell?.isUnderline()),
    inverse: Boolean(cell?.isInverse()),
  }
}

function colour(isRgb: boolean, isPalette: boolean, value: number): number | string | null {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`
  return isPalette ? value : null
}
