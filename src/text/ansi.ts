import type { Role, Row } from './span.ts'

/** Colours of the terminal's own palette, so that they fit a light and a dark background alike. Other roles have none. */
const CODES: Partial<Record<Role, [string, string]>> = {
  quiet: ['2', '22'],
  strong: ['1', '22'],
  header: ['31', '39'],
  payload: ['35', '39'],
  signature: ['36', '39'],
  right: ['32', '39'],
  wrong: ['1;31', '22;39'],
  warning: ['33', '39'],
  cursor: ['7', '27'],
}

/** How rows become text: with the terminal's colours, or without any escape sequence. */
export type Colours = 'ansi' | 'none'

/** Rows as text, one line each, with a line break at the end of every line. */
export function rowsToText(rows: Row[], colours: Colours): string {
  return rows.map(row => `${lineOf(row, colours)}\n`).join('')
}

function lineOf(row: Row, colours: Colours): string {
  const text = row.map(part => {
    const codes = CODES[part.role]
    return colours === 'none' || codes === undefined
      ? part.text
      : `\u001b[${codes[0]}m${part.text}\u001b[${codes[1]}m`
  })
  return text.join('').trimEnd()
}
