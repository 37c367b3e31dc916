import type { Lesson, Page } from '../../course/types.ts'
import { currentLesson, stepVerdicts } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow } from '../../text/width.ts'
import { wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { type PaneSource, pane } from './pane.ts'
import { verdictSign } from './labels.ts'

/** The pages of a lesson: why it matters, then how it works. */
export function pagesOf(lesson: Lesson): Page[] {
  return [{ title: 'Why it matters', text: lesson.why }, ...lesson.pages]
}

/** Reading: one page of the text, and the plan of the lesson beside it. */
export function readPanes(state: State, view: RenderContext): PaneSource[] {
  const pages = pagesOf(currentLesson(state))
  const page = pages[state.page]
  const text = pane('text', `Page ${state.page + 1} of ${pages.length}`, width => [
    ...wrapText(page?.title ?? '', width, 'heading'),
    blank,
    ...view.typesetter.markdown(page?.text ?? '', width),
  ])
  return [text, outlinePane(state, view)]
}

/** The plan of the lesson: where the learner is, and what comes. */
export function outlinePane(state: State, view: RenderContext): PaneSource {
  return pane('outline', 'Lesson', width =>
    outlineRows(state, view, width).map(row => cutRow(row, width, view.theme.signs.cut)),
  )
}

function outlineRows(state: State, view: RenderContext, width: number): Row[] {
  const lesson = currentLesson(state)
  const { signs } = view.theme
  const here = (isHere: boolean): Row => [span(isHere ? `${signs.here} ` : '  ', 'accent')]
  const verdicts = stepVerdicts(state)
  return [
    ...pagesOf(lesson).map((page, index): Row => {
      const isHere = state.stage === 'read' && index === state.page
      return [...here(isHere), span(page.title, isHere ? 'strong' : 'quiet')]
    }),
    ...lesson.questions.map((question, index): Row => {
      const isHere = state.stage === 'predict' && index === state.question
      return [
        ...here(isHere),
        span(`Predict: ${question.prompt.split('\n')[0]?.replaceAll('`', '')}`, isHere ? 'strong' : 'quiet'),
      ]
    }),
    blank,
    ...lesson.steps.map((step, index): Row => {
      const isHere = state.stage === 'build' && index === state.step
      const sign = verdictSign(verdicts[index] ?? 'not-reached', signs)
      return [
        ...here(isHere),
        sign,
        span(` Step ${index + 1}: `, 'quiet'),
        span(step.title, isHere ? 'strong' : 'plain'),
      ]
    }),
    blank,
    line('  You write', 'quiet'),
    ...lesson.files.map((file): Row => [span('  '), span(file, 'link', view.fileUrl(file))]),
    line(`  ${lesson.exports.map(name => name.split('#').at(-1)).join(', ')}`, 'code'),
    ...wrapText(`in ${view.root}`, Math.max(20, width - 2), 'quiet').map((row): Row => [span('  '), ...row]),
    blank,
    line(`  About ${lesson.minutes} minutes`, 'quiet'),
  ]
}
