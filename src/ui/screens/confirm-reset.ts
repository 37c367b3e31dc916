import { currentLesson, lessonName } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { blank, type Row, span } from '../../text/span.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import { type PaneSource, pane } from './pane.ts'

/** The question before a reset. */
export function confirmResetPanes(state: State): PaneSource[] {
  return [pane('text', 'Reset', width => confirmRows(state, width))]
}

function confirmRows(state: State, width: number): Row[] {
  const lesson = currentLesson(state)
  return [
    ...wrapText(`Put the starter of ${lessonName(lesson)} back?`, width, 'heading'),
    blank,
    ...wrapText(
      `What you wrote for it in ${lesson.files.join(' and ')} is replaced. A backup is kept, and u brings it back.`,
      width,
    ),
    blank,
    ...wrapSpans([span('y', 'key'), span(' resets    '), span('n', 'key'), span(' changes nothing')], width),
  ]
}
