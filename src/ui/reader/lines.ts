import { headerRows } from '../components/header.ts'
import { verdictWords } from '../components/verdict-line.ts'
import { screenPanes } from '../screens/screen.ts'
import type { State } from '../state/state.ts'
import { textOfRow } from '../text/span.ts'
import type { View } from '../view.ts'

/** The whole screen as lines of plain text, one pane after the other, for a screen reader. */
export function linearLines(state: State, view: View, columns: number): string[] {
  const width = Math.max(20, columns - 1)
  const panes = screenPanes(state, view).flatMap(({ title, content }) => [
    `${title}:`,
    ...content(width, 1000).rows.map(textOfRow),
  ])
  return panes.map(text => text.trimEnd()).filter(text => text !== '')
}

/** Where the learner is: a change of it means that a new screen begins. */
export function placeOf(state: State): string {
  const overlay = state.overlay?.kind ?? ''
  return [state.lessonId, state.stage, state.page, state.question, state.step, overlay].join('\n')
}

/**
 * What a screen reader is told after a change: all of a new screen, else only the lines that were not there before,
 * and the verdict when there is a new one.
 */
export function announcements(before: State | null, after: State, view: View, columns: number): string[] {
  const lines = linearLines(after, view, columns)
  const isNew = before === null || placeOf(before) !== placeOf(after)
  const known = new Set(isNew ? [] : linearLines(before, view, columns))
  const said: string[] = []
  if (after.verdict !== null && after.verdict !== before?.verdict)
    said.push(textOfRow(verdictWords(after, view)))
  if (isNew) said.push(...headerRows(after, view, columns).map(row => textOfRow(row).trim()))
  said.push(...lines.filter(text => !known.has(text)))
  if (after.notice !== null && after.notice !== before?.notice) said.push(after.notice.text)
  return said
}
