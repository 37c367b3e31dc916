import { counted } from './labels.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutText } from '../../text/width.ts'
import { wrapSpans, wrapText } from '../../text/wrap.ts'
import { progressBar } from '../components/progress-bar.ts'
import type { FinaleOverlay } from '../state/finale.ts'
import { lessonAfter, lessonName } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import type { RenderContext } from '../view.ts'
import { type PaneSource, pane } from './pane.ts'

/** The end of a chapter: what was built, what it can do, and what could not get into it. */
export function finalePanes(state: State, overlay: FinaleOverlay, view: RenderContext): PaneSource[] {
  const title = `Chapter ${overlay.chapter.number} is done`
  return [pane('text', title, width => finaleRows(state, overlay, view, width))]
}

function finaleRows(state: State, overlay: FinaleOverlay, view: RenderContext, width: number): Row[] {
  return [
    ...wrapText(overlay.chapter.title, width, 'heading'),
    ...builtRows(overlay, width),
    ...overlay.proofs.flatMap(proof => [blank, ...proofRows(proof, view, width)]),
    ...fuzzRows(overlay, view, width),
    ...(overlay.closing === '' ? [] : [blank, ...view.typesetter.markdown(overlay.closing, width)]),
    blank,
    ...nextRows(state, overlay, width),
  ]
}

function builtRows({ built }: FinaleOverlay, width: number): Row[] {
  if (built === null) return [line('Looking at what you wrote...', 'quiet')]
  const { functions, classes, lines, files, lessons } = built
  const what = [counted(functions.length, 'function')]
  if (classes.length > 0) what.push(counted(classes.length, 'class'))
  const where = `${counted(lines, 'line')} of code, ${counted(files, 'file')}, ${counted(lessons, 'lesson')}`
  return [
    ...wrapText(`You wrote ${what.join(' and ')} in ${where}:`, width),
    ...wrapText([...functions, ...classes].join(', '), width, 'code'),
  ]
}

function proofRows(
  { title, proved }: FinaleOverlay['proofs'][number],
  { theme }: RenderContext,
  width: number,
): Row[] {
  if (proved === null) return [[span(`${theme.signs.open} `, 'quiet'), span(title, 'quiet')]]
  const isRight = proved.verdict === 'right'
  const sign = span(`${isRight ? theme.signs.passed : theme.signs.failed} `, isRight ? 'right' : 'wrong')
  return [
    ...wrapSpans([sign, span(title, 'strong')], width),
    ...wrapText(proved.text, width),
    ...(proved.shown === null ? [] : tokenRows(proved.shown, width)),
  ]
}

/** A token in its three colours. */
function tokenRows(token: string, width: number): Row[] {
  const parts = token.split('.')
  const roles = ['header', 'payload', 'signature'] as const
  if (parts.length !== 3) return cutText(token, width).map(text => line(text, 'code'))
  const spans = parts.flatMap((part, index) => [
    ...(index === 0 ? [] : [span('.', 'quiet')]),
    span(part, roles[index] ?? 'plain'),
  ])
  return wrapSpans(spans, width)
}

const BAR = 40

function fuzzRows({ fuzzing, fuzzed }: FinaleOverlay, { theme }: RenderContext, width: number): Row[] {
  if (fuzzed !== null)
    return fuzzed.flatMap(({ target, thrown, accepted, holds }) => [
      blank,
      ...wrapSpans(
        [
          span(`${holds ? theme.signs.passed : theme.signs.failed} `, holds ? 'right' : 'wrong'),
          span(`${thrown.toLocaleString('en')} forged and damaged inputs for ${target}: `, 'strong'),
          span(accepted === 0 ? 'nothing got in.' : `${accepted} got in. jwt-lessons fuzz shows which.`),
        ],
        width,
      ),
    ])
  if (fuzzing === null) return []
  const { target, done, total, accepted } = fuzzing
  return [
    blank,
    ...wrapText(
      `Forged and damaged inputs for ${target}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}, ${accepted} got in`,
      width,
    ),
    progressBar(done, total, Math.min(BAR, width), theme.signs),
  ]
}

function nextRows(state: State, { lessonId }: FinaleOverlay, width: number): Row[] {
  const next = lessonAfter(state, lessonId)
  if (next === null)
    return wrapText('This was the last chapter. Enter checks the whole course once more.', width, 'strong')
  return wrapSpans([span('Enter', 'key'), span(' goes on with '), span(lessonName(next), 'strong')], width)
}
