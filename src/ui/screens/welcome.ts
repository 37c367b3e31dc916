import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { type PaneSource, pane } from './pane.ts'

/** What is seen once, on the first start. */
export function welcomePanes(state: State, view: RenderContext): PaneSource[] {
  return [pane('text', 'Welcome', width => welcomeRows(state, view, width))]
}

function welcomeRows(state: State, view: RenderContext, width: number): Row[] {
  const { signs } = view.theme
  const token: Row = [
    span('eyJhbGciOiJIUzI1NiJ9', 'header'),
    span('.', 'quiet'),
    span('eyJzdWIiOiJ5b3UifQ', 'payload'),
    span('.', 'quiet'),
    span(width < 72 ? signs.cut : 'nQF1V4YBNCsTIIe0Cmdq', 'signature'),
  ]
  const count = state.course.lessons.length
  const steps: Row[] = [
    [span('Read', 'strong'), span(' a few short pages.')],
    [span('Predict', 'strong'), span(' what will happen.')],
    [span('Build', 'strong'), span(': write the function in your editor and save. Every save is checked.')],
    [span('Recap', 'strong'), span(': compare with our solution, and go on.')],
  ]
  return [
    line('Learn JSON Web Tokens by building them', 'heading'),
    blank,
    token,
    blank,
    ...wrapText(`A lesson takes 10 to 30 minutes; there are ${count}. Each goes like this:`, width),
    ...steps.flatMap((row, index) => wrapSpans([span(`  ${index + 1} `, 'accent'), ...row], width)),
    blank,
    ...wrapSpans([span('Your files are in '), span(view.root, 'strong')], width),
    ...wrapText('Keep them open in your editor beside this window.', width),
    blank,
    ...wrapSpans(
      [span('Enter', 'key'), span(' starts. '), span('?', 'key'), span(' shows all keys.')],
      width,
    ),
  ]
}
