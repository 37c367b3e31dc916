import type { Cell } from './cells.ts'

/**
 * The screen's text pane by pane, each on one line with single blanks, so that a sentence is found wherever it was
 * wrapped. A column of lines down the screen parts two panes; the rows above and below it go across.
 */
export function paneTexts(cells: readonly (readonly Cell[])[]): string[] {
  const divider = dividerOf(cells)
  if (divider === -1) return [joined(cells)]
  const isParted = (row: readonly Cell[]) => row[divider]?.text === '│'
  const parted = cells.filter(isParted)
  return [
    joined(cells.filter(row => !isParted(row))),
    joined(parted.map(row => row.slice(0, divider))),
    joined(parted.map(row => row.slice(divider + 1))),
  ]
}

/** Whether a pane holds a sentence, wherever it was wrapped. */
export function shows(cells: readonly (readonly Cell[])[], sentence: string): boolean {
  const wanted = sentence.replace(/\s+/g, ' ').trim()
  return paneTexts(cells).some(text => text.includes(wanted))
}

function dividerOf(cells: readonly (readonly Cell[])[]): number {
  const columns = cells[0]?.length ?? 0
  const body = cells.slice(3, -4)
  for (let column = Math.floor(columns / 3); column < columns - 20; column += 1) {
    if (body.every(row => row[column]?.text === '│')) return column
  }
  return -1
}

function joined(rows: readonly (readonly Cell[])[]): string {
  return rows.map(textOf).join(' ').replace(/\s+/g, ' ')
}

function textOf(row: readonly Cell[]): string {
  return row
    .filter(cell => cell.width > 0)
    .map(cell => cell.text)
    .join('')
}
