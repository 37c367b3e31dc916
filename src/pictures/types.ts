/** What pictures exchange with the screen: plain data. */

import type { Row } from '../text/span.ts'
import type { Call, CallReport } from '../sandbox/types.ts'

export type { Role, Row, Span } from '../text/span.ts'

/** A picture of what the learner's code did with an input. */
export type Drawing = {
  title: string
  /** Rows for a terminal that has box drawing; each at most as wide as the picture was asked to be. */
  rows: Row[]
  /**
   * The same in sentences of plain ASCII, for screen readers and `--ascii`; one entry a sentence, not wrapped. They are heard
   * or read one by one, so the verdict is the first.
   */
  plain: string[]
  /** A sequence: the tokens of the message that is shown in full, whole. Absent for other pictures. */
  tokens?: string[]
}

/** One picture of the registry. All of it is pure. */
export type Picture = {
  title: string
  /** What is drawn before the learner types something. */
  defaultInput: string
  /** One line under the input field: what may be typed. */
  inputHelp: string
  /**
   * The calls of the learner's functions that the picture needs; the reports go to `draw` in the same order.
   * Empty when the input can't be read (then `draw` says why).
   * `cursor` is the place that the arrow keys chose, or 0 for a picture without one; it is clamped to the range.
   */
  calls(input: string, cursor: number): Call[]
  /**
   * Calls that need what earlier ones returned: the token that `issue` made, for `rotate`. It is asked again after each
   * round, with all reports so far, until it returns none; absent when `calls` are all.
   */
  next?(input: string, cursor: number, reports: CallReport[]): Call[]
  /**
   * `reports` may be empty or too short: the learner's code has not answered yet. `width` is 58 columns or more; `height`
   * are the rows that can be seen at once, where that is known.
   */
  draw(input: string, cursor: number, reports: CallReport[], width: number, height?: number): Drawing
  /** First and last place that the left and right arrow keys reach, or null when there is nothing to scrub. */
  cursorRange(input: string): [number, number] | null
}
