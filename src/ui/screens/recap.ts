import {
  currentLesson,
  currentReport,
  lessonAfter,
  lessonName,
  passedCount,
  regressions,
} from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { type PaneSource, pane } from './pane.ts'
import { solutionRows } from './solution.ts'

/** After a passed lesson: what the library can do now, what to read, and the solution beside the learner's code. */
export function recapPanes(state: State, view: RenderContext): PaneSource[] {
  return [
    pane('text', 'Recap', width => recapRows(state, view, width)),
    pane('result', 'Yours and ours', width => solutionRows(state, view, width)),
  ]
}

function recapRows(state: State, view: RenderContext, width: number): Row[] {
  const lesson = currentLesson(state)
  const total = state.course.lessons.length
  const verdict = currentReport(state)?.verdict ?? 'passed'
  const headline: Row =
    verdict === 'passed'
      ? [
          span(`${view.theme.signs.passed} `, 'right'),
          span(`${lessonName(lesson)} is done`, 'strong'),
          span(`, ${passedCount(state)} of ${total} lessons`, 'quiet'),
        ]
      : [
          span(`${view.theme.signs.failed} `, 'wrong'),
          span(`${lessonName(lesson)} no longer passes. `, 'strong'),
          span(']', 'key'),
          span(' shows why'),
        ]
  const reading = lesson.reading.trim()
  return [
    ...wrapSpans(headline, width),
    ...regressedRows(state, width),
    blank,
    ...view.typesetter.markdown(lesson.recap, width),
    ...(reading === ''
      ? []
      : [blank, line('Read more', 'heading'), ...view.typesetter.markdown(reading, width)]),
    blank,
    ...nextRows(state, width),
  ]
}

function regressedRows(state: State, width: number): Row[] {
  const names = regressions(state).map(lessonName)
  return names.length === 0 ? [] : wrapText(`No longer passing: ${names.join(', ')}`, width, 'warning')
}

function nextRows(state: State, width: number): Row[] {
  const next = lessonAfter(state, state.lessonId)
  if (next === null) {
    const open = state.course.lessons.length - passedCount(state)
    return wrapText(
      open === 0
        ? 'This was the last lesson. You wrote all of it yourself.'
        : `This was the last lesson. ${open} ${open === 1 ? 'is' : 'are'} still open: l lists them.`,
      width,
      'strong',
    )
  }
  return wrapSpans(
    [
      span('Enter', 'key'),
      span(' goes on with '),
      span(lessonName(next), 'strong'),
      span(`, ${next.minutes} minutes`, 'quiet'),
    ],
    width,
  )
}
