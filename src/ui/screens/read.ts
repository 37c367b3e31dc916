import type { Page, Question, Step } from '../../course/types.ts'
import { currentLesson, currentPage, stepVerdicts } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow } from '../../text/width.ts'
import { wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { type PaneSource, pane } from './pane.ts'
import { verdictSign } from './labels.ts'

/** Reading: why the lesson matters or a page of a step, and the plan of the lesson beside it. */
export function readPanes(state: State, view: RenderContext): PaneSource[] {
  const page = currentPage(state)
  const { title, text } =
    page?.kind === 'page' ? page : { title: 'Why it matters', text: currentLesson(state).why }
  const name = state.stage === 'why' ? 'Why' : `Step ${state.step + 1}`
  const source = pane('text', name, width => [
    ...wrapText(title, width, 'heading'),
    blank,
    ...view.typesetter.markdown(text, width),
  ])
  return [source, outlinePane(state, view)]
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
  return [
    [...here(state.stage === 'why'), span('Why it matters', state.stage === 'why' ? 'strong' : 'quiet')],
    ...lesson.steps.flatMap((step, index) => stepOutline(state, step, index, view)),
    blank,
    line('  You write', 'quiet'),
    ...lesson.files.map((file): Row => [span('  '), span(file, 'link', view.fileUrl(file))]),
    line(`  ${lesson.exports.map(name => name.split('#').at(-1)).join(', ')}`, 'code'),
    ...wrapText(`in ${view.root}`, Math.max(20, width - 2), 'quiet').map((row): Row => [span('  '), ...row]),
    blank,
    line(`  About ${lesson.minutes} minutes`, 'quiet'),
  ]
}

/** A step, and under the one on the screen its pages, questions and task. */
function stepOutline(state: State, step: Step, index: number, view: RenderContext): Row[] {
  const { signs } = view.theme
  const isHere = index === state.step && state.stage !== 'why'
  const verdict = stepVerdicts(state)[index] ?? 'not-reached'
  const heading: Row = [
    span('  '),
    verdictSign(verdict, signs),
    span(` Step ${index + 1}: `, 'quiet'),
    span(step.title, isHere ? 'strong' : 'plain'),
  ]
  if (!isHere) return [heading]
  const entries = [...step.pages.map(titleOf), 'Task']
  return [
    heading,
    ...entries.map((title, page): Row => {
      const isShown = page === state.page
      return [
        span(isShown ? `    ${signs.here} ` : '      ', 'accent'),
        span(title, isShown ? 'strong' : 'quiet'),
      ]
    }),
  ]
}

function titleOf(page: Page | Question): string {
  if (page.kind === 'page') return page.title
  return `Question: ${page.prompt.split('\n')[0]?.replaceAll('`', '')}`
}
