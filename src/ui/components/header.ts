import { verdictSign } from '../screens/labels.ts'
import {
  chapterOf,
  currentLesson,
  currentReport,
  lessonName,
  lessonOf,
  passedCount,
  stepVerdicts,
} from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { type Row, span } from '../../text/span.ts'
import { spreadRow, widthOfRow } from '../../text/width.ts'
import type { RenderContext } from '../view.ts'
import { progressBar } from './progress-bar.ts'

/** Two lines: where the learner is in the course, and what to do now. */
export function headerRows(state: State, view: RenderContext, columns: number): Row[] {
  const { cut } = view.theme.signs
  const course = courseRow(state, view, columns)
  const place = placeRow(state, view, columns - 3 - widthOfRow(course))
  return [
    [span(' '), ...spreadRow(place, course, columns - 2, cut)],
    [
      span(' '),
      ...spreadRow(taskRow(state, view), columns >= 84 ? stagesRow(state, view) : [], columns - 2, cut),
    ],
  ]
}

/** The chapter and the lesson; where both do not fit, the lesson. */
function placeRow(state: State, view: RenderContext, room: number): Row {
  const lesson = currentLesson(state)
  const chapter = chapterOf(state, lesson)
  const name = span(lessonName(lesson), 'heading')
  if (chapter === undefined) return [name]
  const whole: Row = [span(`${chapter.title} ${view.theme.signs.arrow} `, 'quiet'), name]
  return widthOfRow(whole) <= room ? whole : [name]
}

function courseRow(state: State, view: RenderContext, columns: number): Row {
  const passed = passedCount(state)
  const total = state.course.lessons.length
  const barWidth = columns >= 140 ? 28 : columns >= 76 ? 16 : 8
  return [...progressBar(passed, total, barWidth, view.theme.signs), span(` ${passed} of ${total}`, 'quiet')]
}

/** What to do now; the file is a link where the terminal has links. */
function taskRow(state: State, view: RenderContext): Row {
  const lesson = currentLesson(state)
  const file = lesson.files[0] ?? ''
  const link = span(file, 'link', view.fileUrl(file))
  if (state.overlay?.kind === 'welcome')
    return [span('Enter', 'key'), span(` starts lesson ${lessonName(lesson)}`)]
  if (state.overlay?.kind === 'kata')
    return [span(`Kata: ${lessonName(lessonOf(state, state.overlay.lessonId))}`)]
  const step = `Step ${state.step + 1} of ${lesson.steps.length}`
  const pages = lesson.steps[state.step]?.pages.length ?? 0
  switch (state.stage) {
    case 'why':
      return [span('Read, then write '), link]
    case 'read':
    case 'predict':
      return [
        span(`${step}, page ${state.page + 1} of ${pages}: `),
        span(`${state.stage === 'read' ? 'read' : 'answer'}, then write `),
        link,
      ]
    case 'build':
      if (currentReport(state)?.verdict === 'passed')
        return [span('Enter', 'key'), span(' goes on to the recap of '), link]
      return [span(`${step}: write `), link, span(' and save')]
    case 'recap':
      return [span('Look back at '), link]
  }
}

/** The lesson from left to right: why, its steps with their verdicts, recap. */
function stagesRow(state: State, view: RenderContext): Row {
  const { here, open } = view.theme.signs
  const verdicts = stepVerdicts(state)
  const word = (text: string, isHere: boolean): Row => [
    span(isHere ? `${here} ${text}` : text, isHere ? 'accent' : 'quiet'),
  ]
  const isInStep = state.stage !== 'why' && state.stage !== 'recap'
  const parts = [
    word('why', state.stage === 'why'),
    ...currentLesson(state).steps.map((_, index): Row => {
      const name = word(String(index + 1), isInStep && index === state.step)
      const verdict = verdicts[index] ?? 'not-reached'
      return verdict === 'not-reached' && open !== ''
        ? name
        : [...name, verdictSign(verdict, view.theme.signs)]
    }),
    word('recap', state.stage === 'recap'),
  ]
  return parts.flatMap((part, index): Row => (index === 0 ? part : [span('  '), ...part]))
}
