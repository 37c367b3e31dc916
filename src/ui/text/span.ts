import type { Role } from '../../inspect/span.ts'

/** What a piece of text is on the screen: the roles of pictures and of `inspect`, and the screen's own. */
export type Look =
  | Role
  | 'heading'
  | 'code'
  | 'comment'
  | 'emphasis'
  | 'link'
  | 'key'
  | 'selected'
  | 'accent'
  | 'rule'

/** A piece of one line. `href` makes it a link where the terminal has links. */
export type Span = { text: string; role: Look; href?: string }

/** One line on the screen. A row of a picture is one, too. */
export type Row = Span[]

/** One span. */
export function span(text: string, role: Look = 'plain', href?: string): Span {
  return href === undefined ? { text, role } : { text, role, href }
}

/** A row of one span. */
export function line(text: string, role: Look = 'plain'): Row {
  return [span(text, role)]
}

/** An empty row. */
export const blank: Row = []

/** The text of a row without its looks. */
export function textOfRow(row: Row): string {
  return row.map(piece => piece.text).join('')
}
