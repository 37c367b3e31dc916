/** Fits text to the columns of a terminal. Widths are display columns: CJK and emoji count two. */

import stringWidth from 'string-width'
import type { Role, Row, Span } from './role.ts'

// C0 and C1 controls, and marks that turn the direction of text: they could make a terminal lie.
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]/gu

/** Text that is safe to print: control characters, direction marks and lone surrogates become `\uXXXX`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, character => {
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  })
}

/** A span of printable text. */
export function span(text: string, role: Role = 'plain'): Span {
  return { text: printable(text), role }
}

/** Columns that a row takes. */
export function rowWidth(row: Row): number {
  return row.reduce((sum, part) => sum + stringWidth(part.text), 0)
}

/** Breaks text at blanks into lines of at most `width` columns; a longer word is cut. At least one line. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of printable(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (stringWidth(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = cutText(word, width)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  lines.push(line)
  return lines
}

/** Cuts text into pieces of at most `width` columns, anywhere. At least one piece. */
export function cutText(text: string, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const character of text) {
    const columns = stringWidth(character)
    if (used + columns > width && piece !== '') {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += character
    used += columns
  }
  pieces.push(piece)
  return pieces
}

/** Text of at most `width` columns; what is cut off is replaced by `...`. */
export function shorten(text: string, width: number): string {
  const safe = printable(text)
  if (stringWidth(safe) <= width) return safe
  return `${cutText(safe, Math.max(1, width - 3))[0]}...`
}

/** Rows of wrapped text: `label` in front of the first one, blanks of the same width in front of the others. */
export function labelled(label: Span, text: string, role: Role, width: number): Row[] {
  const indent = stringWidth(label.text)
  return wrapWords(text, Math.max(10, width - indent)).map((line, index) => [
    index === 0 ? label : { text: ' '.repeat(indent), role: 'plain' },
    { text: line, role },
  ])
}

/** Text filled up with blanks to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}
