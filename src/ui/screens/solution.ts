import { currentLesson, lessonName } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { compareText, comparisonRows, missingRows } from './compare.ts'
import { type PaneSource, pane } from './pane.ts'

/** Our solution beside the learner's code. */
export function solutionPanes(state: State, view: RenderContext): PaneSource[] {
  return [
    pane('text', `Solution of ${lessonName(currentLesson(state))}`, width =>
      solutionRows(state, view, width),
    ),
  ]
}

/** The files of the lesson, each compared with ours. */
export function solutionRows(state: State, view: RenderContext, width: number): Row[] {
  const pairs = state.solutions[state.lessonId]
  if (pairs === undefined) return [line('Reading...', 'quiet')]
  const { signs } = view.theme
  const filePairRows = (file: string, theirs: string | null, ours: string): Row[] => {
    if (theirs === null) return missingRows(file)
    if (theirs === ours) return [line('Yours is the same as ours.', 'right')]
    return comparisonRows(compareText(theirs, ours), width, signs)
  }
  const note = 'Other ways are right, too: yours passes. Look for what is shorter, safer or easier to read.'
  const isOurs = pairs.every(({ theirs, ours }) => theirs === ours)
  return [
    ...(isOurs ? [] : wrapText(note, width, 'quiet')),
    ...pairs.flatMap(({ file, theirs, ours }): Row[] => [
      blank,
      [span(file, 'link', view.fileUrl(file))],
      ...filePairRows(file, theirs, ours),
    ]),
  ]
}
