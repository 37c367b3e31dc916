import type { Signs } from '../../text/signs.ts'
import { type Row, span } from '../../text/span.ts'
import { splitGraphemes, takeColumns, widthOf } from '../../text/width.ts'

/** A field that text is typed into. When the text is too long its end is seen, where the typing happens. */
export function inputRow(label: string, text: string, width: number, signs: Signs): Row {
  const tail = tailOf(text, width - widthOf(label) - 2, signs)
  return [span(`${label} `, 'quiet'), span(tail, 'strong'), span(signs.caret, 'accent')]
}

/** The end of a text in a number of columns. */
export function tailOf(text: string, columns: number, signs: Signs): string {
  const room = Math.max(4, columns)
  return widthOf(text) <= room ? text : `${signs.cut}${lastColumns(text, room - widthOf(signs.cut))}`
}

function lastColumns(text: string, columns: number): string {
  const reversed = splitGraphemes(text).reverse()
  const kept = splitGraphemes(takeColumns(reversed.join(''), columns)).length
  return reversed.slice(0, kept).reverse().join('')
}
