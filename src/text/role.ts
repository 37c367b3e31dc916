/** Styled text without colours: a role is a meaning, and the theme of the screen decides how it looks. */

/**
 * What a piece of text is.
 * `header`, `payload`, `signature`: the three parts of a token. `right`, `wrong`: the verdict on something.
 * `warning`: look at this, though nothing is refused. `strong`: what to read first. `quiet`: labels and frames.
 * `cursor`: the moment or the character that the arrow keys stand on.
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

/** A piece of one line, without line breaks or control characters. */
export type Span = { text: string; role: Role }

/** One line on the screen. */
export type Row = Span[]
