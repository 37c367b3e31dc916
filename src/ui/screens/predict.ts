import { type Answer, answerLetters } from '../../course/types.ts'
import { chosenAnswers, currentQuestion } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import type { PaneContent, PaneSource } from './pane.ts'
import { outlinePane } from './read.ts'

/** A question before building: four answers, each explained once it was chosen. */
export function predictPanes(state: State, view: RenderContext): PaneSource[] {
  return [
    {
      id: 'text',
      title: `Step ${state.step + 1}, question`,
      content: width => questionContent(state, view, width),
    },
    outlinePane(state, view),
  ]
}

function questionContent(state: State, view: RenderContext, width: number): PaneContent {
  const question = currentQuestion(state)
  if (question === undefined) return { rows: [], followRow: null }
  const chosen = chosenAnswers(state, question)
  const rows: Row[] = [
    line('What do you expect?', 'heading'),
    blank,
    ...view.typesetter.markdown(question.prompt, width),
    blank,
  ]
  let followRow = 0
  for (const [index, answer] of question.answers.entries()) {
    if (index === state.answer) followRow = rows.length
    const looks = { isHere: index === state.answer, isChosen: chosen.includes(index) }
    rows.push(...answerRows(answer, index, looks, view, width))
    if (index === chosen.at(-1)) rows.push(...explanationRows(answer, view, width))
  }
  rows.push(blank, ...wrapText(afterword(question.answers, chosen), width, 'quiet'))
  return { rows, followRow }
}

type AnswerLooks = { isHere: boolean; isChosen: boolean }

function answerRows(
  answer: Answer,
  index: number,
  looks: AnswerLooks,
  view: RenderContext,
  width: number,
): Row[] {
  const { signs } = view.theme
  const mark = !looks.isChosen
    ? span('  ')
    : answer.correct
      ? span(`${signs.passed} `, 'right')
      : span(`${signs.failed} `, 'wrong')
  const first: Row = [
    span(looks.isHere ? `${signs.here} ` : '  ', 'accent'),
    mark,
    span(`${answerLetters[index]}. `, 'key'),
  ]
  const rest = span(' '.repeat(7))
  return view.typesetter
    .markdown(answer.text, width - 7)
    .map((row, rowIndex) => [...(rowIndex === 0 ? first : [rest]), ...row])
}

function explanationRows(answer: Answer, view: RenderContext, width: number): Row[] {
  const { signs } = view.theme
  const word = answer.correct ? span('Right. ', 'right') : span('Not this one. ', 'wrong')
  const text = view.typesetter.markdown(answer.explanation, width - 9)
  const gutter = span(`       ${signs.gutter} `, answer.correct ? 'right' : 'wrong')
  return [[gutter, word], ...text.map(row => [gutter, ...row]), blank]
}

function afterword(answers: Answer[], chosen: number[]): string {
  const last = answers[chosen.at(-1) ?? -1]
  if (last === undefined) return 'Choose with a to d, or the arrows and Enter. A wrong guess costs nothing.'
  return last.correct ? 'Enter goes on. The others are explained too.' : 'Try another one, or go on with n.'
}
