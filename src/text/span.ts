import { visible } from './visible.ts'

/** Styled text without colours: a role is a meaning, and the theme of the screen decides how it looks. */

/**
 * What a piece of text is.
 * `header`, `payload`, `signature`: the three parts of a token. `right`, `wrong`: the verdict on something.
 * `warning`: look at this, though nothing is refused. `strong`: what to read first. `quiet`: labels and frames.
 * `cursor`: the moment or the character that the arrow keys are on. The others are named after what they are.
 */
export type Role =
  | 'plain'
  | 'quiet'
  | 'strong'
  | 'header'
  | 'payload'
  | 'signature'
  | 'right'
  | 'wrong'
  | 'warning'
  | 'cursor'
  | 'heading'
  | 'code'
  | 'comment'
  | 'emphasis'
  | 'link'
  | 'key'
  | 'selected'
  | 'accent'
  | 'rule'

/**
 * A piece of one line, without control characters. `href` makes it a link where the terminal has links. `whole`: it is
 * not broken at its spaces, unless it is longer than a line.
 */
export type Span = { text: string; role: Role; href?: string; whole?: true }

/** One line on the screen. */
export type Row = Span[]

/** A span of text that is safe to print. A line break stays one, for `wrapSpans`. */
export function span(text: string, role: Role = 'plain', href?: string): Span {
  const shown = visible(text)
  return href === undefined ? { text: shown, role } : { text: shown, role, href }
}

/** A row of one span. */
export function line(text: string, role: Role = 'plain'): Row {
  return [span(text, role)]
}

/** An empty row. */
export const blank: Row = []

/** The text of a row without its looks. */
export function textOfRow(row: Row): string {
  return row.map(piece => piece.text).join('')
}
