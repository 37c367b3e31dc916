import stringWidth from 'string-width'
import type { Row, Span } from './span.ts'
import { printable } from './visible.ts'

/** Made when it is needed: the first one takes 15 ms, which a command that prints ASCII has no use for. */
let segmenter: Intl.Segmenter | undefined
const printableAscii = /^[ -~]*$/

/** How many columns a terminal needs for a text without control characters. */
export function widthOf(text: string): number {
  return printableAscii.test(text) ? text.length : stringWidth(text)
}

/** How many columns a row needs. */
export function widthOfRow(row: Row): number {
  return row.reduce((sum, span) => sum + widthOf(span.text), 0)
}

/** A text in the units that a terminal draws as one: a letter with its accents, an emoji with its parts. */
export function splitGraphemes(text: string): string[] {
  if (printableAscii.test(text)) return text.split('')
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return Array.from(segmenter.segment(text), entry => entry.segment)
}

/** The longest start of a text that fits into a number of columns. */
export function takeColumns(text: string, columns: number): string {
  if (columns <= 0) return ''
  if (printableAscii.test(text)) return text.slice(0, columns)
  let taken = ''
  let used = 0
  for (const grapheme of splitGraphemes(text)) {
    used += widthOf(grapheme)
    if (used > columns) break
    taken += grapheme
  }
  return taken
}

/** Text in pieces of at most a number of columns, cut anywhere. At least one piece. */
export function cutText(text: string, columns: number): string[] {
  const room = Math.max(1, columns)
  if (printableAscii.test(text))
    return Array.from({ length: Math.max(1, Math.ceil(text.length / room)) }, (_, index) =>
      text.slice(index * room, (index + 1) * room),
    )
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const grapheme of splitGraphemes(text)) {
    const width = widthOf(grapheme)
    if (used + width > room && piece !== '') {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += grapheme
    used += width
  }
  return [...pieces, piece]
}

/** Text of at most a number of columns that is safe to print; what is cut off is replaced by `...`. */
export function shorten(text: string, columns: number): string {
  const safe = printable(text)
  return widthOf(safe) <= columns ? safe : `${takeColumns(safe, Math.max(1, columns - 3))}...`
}

/** Text filled up with spaces to a number of columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}

/** A row that fits into a number of columns: what is too long ends with the cut sign. */
export function cutRow(row: Row, columns: number, sign: string): Row {
  if (widthOfRow(row) <= columns) return row
  const room = Math.max(0, columns - widthOf(sign))
  const kept: Span[] = []
  let used = 0
  for (const span of row) {
    const text = takeColumns(span.text, room - used)
    if (text !== '') kept.push({ ...span, text })
    used += widthOf(text)
    if (text !== span.text) break
  }
  return columns < widthOf(sign) ? kept : [...kept, { text: sign, role: 'quiet' }]
}

/** A row filled with spaces up to a number of columns; longer rows stay as they are. */
export function padRow(row: Row, columns: number): Row {
  const missing = columns - widthOfRow(row)
  return missing > 0 ? [...row, { text: ' '.repeat(missing), role: 'plain' }] : row
}

/** Two rows on one line, the second at the right edge; the first is cut when both do not fit. */
export function spreadRow(left: Row, right: Row, columns: number, sign: string): Row {
  const room = columns - widthOfRow(right) - 1
  if (room < 8) return cutRow(left, columns, sign)
  return [...padRow(cutRow(left, room, sign), room + 1), ...right]
}
