import { headerRows } from '../components/header.ts'
import { verdictWords } from '../components/verdict-line.ts'
import type { PaneSource } from '../screens/pane.ts'
import { screenPanes } from '../screens/screen.ts'
import type { State } from '../state/state.ts'
import { textOfRow } from '../text/span.ts'
import type { View } from '../view.ts'

/** The whole screen as lines of plain text, one pane after the other, for a screen reader. */
export function linearLines(state: State, view: View, columns: number): string[] {
  return paneLines(screenPanes(state, view), columns)
}

function paneLines(panes: PaneSource[], columns: number): string[] {
  const width = Math.max(20, columns - 1)
  return panes
    .flatMap(({ title, content }) => [`${title}:`, ...content(width, 1000).rows.map(textOfRow)])
    .map(text => text.trimEnd())
    .filter(text => text !== '')
}

/** Where the learner is: a change of it means that a new screen begins. */
export function placeOf(state: State): string {
  const overlay = state.overlay?.kind ?? ''
  return [state.lessonId, state.stage, state.page, state.question, state.step, overlay].join('\n')
}

/** All of a new screen; the plan of a lesson only once, since it would be read after every page. Tab reads it again. */
function newScreenLines(before: State | null, after: State, view: View, columns: number): string[] {
  const isSameLesson =
    before !== null && before.lessonId === after.lessonId && before.overlay?.kind !== 'welcome'
  const panes = screenPanes(after, view).filter(
    ({ id }) => !(isSameLesson && after.overlay === null && id === 'outline'),
  )
  return paneLines(panes, columns)
}

/**
 * What a screen reader is told after a change: all of a new screen, the pane that Tab leads to, else only the lines
 * that were not there before; and the verdict when there is a new one.
 */
export function announcements(before: State | null, after: State, view: View, columns: number): string[] {
  const lines = linearLines(after, view, columns)
  const isNew = before === null || placeOf(before) !== placeOf(after)
  const known = new Set(isNew ? [] : linearLines(before, view, columns))
  const said: string[] = []
  if (after.verdict !== null && after.verdict !== before?.verdict)
    said.push(textOfRow(verdictWords(after, view)))
  if (isNew) {
    said.push(...headerRows(after, view, columns).map(row => textOfRow(row).trim()))
    said.push(...newScreenLines(before, after, view, columns))
  } else {
    const fresh = lines.filter(text => !known.has(text))
    const pane = screenPanes(after, view).find(({ id }) => id === after.focus)
    const isTurnedTo = fresh.length === 0 && before.focus !== after.focus && pane !== undefined
    said.push(...(isTurnedTo ? paneLines([pane], columns) : fresh))
  }
  if (after.notice !== null && after.notice !== before?.notice) said.push(after.notice.text)
  return said
}
