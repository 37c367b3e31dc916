import { reportText, type SystemFacts } from '../report.ts'
import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import { type PaneSource, pane } from './pane.ts'

/** The text of a report, to copy. */
export function reportPanes(state: State, system: SystemFacts): PaneSource[] {
  return [pane('text', 'Report', width => reportRows(state, system, width))]
}

function reportRows(state: State, system: SystemFacts, width: number): Row[] {
  return [
    ...wrapSpans(
      [
        span('Copy this text into a new issue of the project. '),
        span('y', 'key'),
        span(' copies it where the terminal allows.'),
      ],
      width,
    ),
    blank,
    ...reportText(state, system)
      .split('\n')
      .flatMap(text => (text === '' ? [line('')] : wrapText(text, width))),
  ]
}
