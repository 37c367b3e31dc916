import { headerRows } from '../components/header.ts'
import { verdictWords } from '../components/verdict-line.ts'
import type { PaneSource } from '../screens/pane.ts'
import { screenPanes } from '../screens/screen.ts'
import type { State } from '../state/state.ts'
import { type Row, textOfRow } from '../../text/span.ts'
import type { RenderContext } from '../view.ts'

/** The whole screen as lines of plain text, one pane after the other, for a screen reader. */
export function linearLines(state: State, view: RenderContext, columns: number): string[] {
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
  return [state.lessonId, state.stage, state.page, state.step, overlay].join('\n')
}

/** All of a new screen; the plan of a lesson only once, since it would be read after every page. Tab reads it again. */
function newScreenLines(before: State | null, after: State, view: RenderContext, columns: number): string[] {
  const isSameLesson =
    before !== null && before.lessonId === after.lessonId && before.overlay?.kind !== 'welcome'
  const panes = screenPanes(after, view).filter(
    ({ id }) => !(isSameLesson && after.overlay === null && id === 'outline'),
  )
  return paneLines(panes, columns)
}

/**
 * What a screen reader is told after a change: what passed or went wrong and the verdict first; then all of a new
 * screen, the pane that Tab or another failure leads to, else only the lines that were not there before.
 */
export function announcements(
  before: State | null,
  after: State,
  view: RenderContext,
  columns: number,
): string[] {
  const said: string[] = []
  if (after.notice !== null && after.notice !== before?.notice) said.push(after.notice.text)
  if (after.verdict !== null && after.verdict !== before?.verdict) said.push(verdictText(after, view))
  if (before === null || placeOf(before) !== placeOf(after)) {
    said.push(
      ...headerRows(after, view, columns).map(spoken),
      ...newScreenLines(before, after, view, columns),
    )
    return said
  }
  const fresh = freshLines(before, after, view, columns)
  const isTurned = before.failure !== after.failure || (fresh.length === 0 && before.focus !== after.focus)
  const pane = screenPanes(after, view).find(({ id }) => id === after.focus)
  said.push(...(isTurned && pane !== undefined ? paneLines([pane], columns) : fresh))
  return said
}

/** The verdict in words. */
export function verdictText(state: State, view: RenderContext): string {
  return spoken(verdictWords(state, view))
}

/** Lines that were not there before; one that only lost the mark of the selected line is no news. */
function freshLines(before: State, after: State, view: RenderContext, columns: number): string[] {
  const { here } = view.theme.signs
  const known = new Set(
    linearLines(before, view, columns).flatMap(text =>
      text.startsWith(here) ? [text, text.slice(here.length).trim()] : [text, text.trim()],
    ),
  )
  return linearLines(after, view, columns).filter(text => !known.has(text) && !known.has(text.trim()))
}

/** A row as one line; what stands at its right edge is set off by a comma. */
function spoken(row: Row): string {
  return textOfRow(row).trim().replace(/ {3,}/g, ', ')
}
