import type { Role } from './role.ts'

/** What a piece of text is on the screen: the roles of pictures and of `inspect`, and the screen's own. */
export type TextStyle =
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
export type Span = { text: string; role: TextStyle; href?: string }

/** One line on the screen. A row of a picture is one, too. */
export type Row = Span[]

/** One span. */
export function span(text: string, role: TextStyle = 'plain', href?: string): Span {
  return href === undefined ? { text, role } : { text, role, href }
}

/** A row of one span. */
export function line(text: string, role: TextStyle = 'plain'): Row {
  return [span(text, role)]
}

/** An empty row. */
export const blank: Row = []

/** The text of a row without its looks. */
export function textOfRow(row: Row): string {
  return row.map(piece => piece.text).join('')
}
