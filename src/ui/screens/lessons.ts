import type { Lesson } from '../../course/types.ts'
import { lessonName, lessonOf, lessonVerdict, listedLessons } from '../state/selectors.ts'
import type { Overlay, State } from '../state/state.ts'
import { blank, type Row, span, textOfRow } from '../../text/span.ts'
import { printable } from '../../text/visible.ts'
import { cutRow, padRow, spreadRow, widthOf } from '../../text/width.ts'
import { wrapText } from '../../text/wrap.ts'
import type { RenderContext } from '../view.ts'
import { type PaneContent, type PaneSource, pane } from './pane.ts'
import { tailOf } from './input-row.ts'
import { nameWithin, verdictSign, verdictWord } from './labels.ts'

type List = Extract<Overlay, { kind: 'lessons' }>

/** The list of lessons, and beside it what the selected one is about. */
export function lessonsPanes(state: State, overlay: List, view: RenderContext): PaneSource[] {
  const title = { all: 'All lessons', open: 'Open lessons', done: 'Done lessons' }[overlay.filter]
  return [
    { id: 'text', title, content: width => listContent(state, overlay, view, width) },
    pane('outline', 'About it', width => aboutRows(state, overlay, view, width)),
  ]
}

function listContent(state: State, overlay: List, view: RenderContext, width: number): PaneContent {
  const listed = listedLessons(state, overlay.query, overlay.filter)
  const rows: Row[] = []
  if (overlay.typing || overlay.query !== '') {
    rows.push(
      [
        span('/', 'key'),
        span(tailOf(overlay.query, width - 2, view.theme.signs)),
        span(overlay.typing ? view.theme.signs.caret : '', 'accent'),
      ],
      blank,
    )
  }
  let followRow = 0
  for (const chapter of state.course.chapters) {
    const lessons = listed.filter(lesson => lesson.chapter === chapter.id)
    if (lessons.length === 0) continue
    if (rows.length > 0 && rows.at(-1) !== blank) rows.push(blank)
    rows.push(cutRow([span(chapter.title, 'heading')], width, view.theme.signs.cut))
    for (const lesson of lessons) {
      if (lesson.id === overlay.selected) followRow = rows.length
      rows.push(lessonRow(state, lesson, lesson.id === overlay.selected, view, width))
    }
  }
  if (listed.length === 0) rows.push(...wrapText(emptyText(overlay, view.theme.signs.cut), width, 'quiet'))
  return { rows, followRow }
}

/** Of a longer query the beginning is repeated, in columns: a paste in the field must not fill the window. */
const longestQuery = 40

/** Why the list is empty, and which key shows more. */
function emptyText({ query, filter }: List, cut: string): string {
  const which = { all: 'No lesson', open: 'No open lesson', done: 'No passed lesson' }[filter]
  const shown = printable(query)
  const short = textOfRow(cutRow([span(shown)], longestQuery, cut))
  if (query !== '') return `${which} has "${short}" in its name, file or functions. Esc ends the search.`
  return filter === 'open'
    ? 'No lesson is open: all have passed. f shows the others.'
    : 'No lesson has passed yet. f shows the others.'
}

function lessonRow(
  state: State,
  lesson: Lesson,
  isSelected: boolean,
  view: RenderContext,
  width: number,
): Row {
  const { signs } = view.theme
  const verdict = lessonVerdict(state, lesson.id)
  const word = verdictWord(verdict)
  const note = lesson.id === state.lessonId ? '  you are here' : ''
  const room = width - widthOf(word) - widthOf(note) - 6
  const left: Row = [
    span(isSelected ? `${signs.here} ` : '  ', 'accent'),
    verdictSign(verdict, signs),
    span(` ${nameWithin(lesson, room, signs.cut)}`, isSelected ? 'selected' : 'plain'),
    span(note, 'accent'),
  ]
  return spreadRow(left, [span(word, 'quiet')], width, signs.cut)
}

function aboutRows(state: State, overlay: List, view: RenderContext, width: number): Row[] {
  if (listedLessons(state, overlay.query, overlay.filter).length === 0) return []
  const lesson = lessonOf(state, overlay.selected)
  const facts: [string, Row][] = [
    ['writes', lesson.files.map((file, index) => span(index === 0 ? file : `, ${file}`, 'plain'))],
    ['steps', [span(String(lesson.steps.length))]],
    ['time', [span(`about ${lesson.minutes} minutes`)]],
  ]
  return [
    ...wrapText(lessonName(lesson), width, 'heading'),
    blank,
    ...facts.map(([label, row]) =>
      cutRow([...padRow([span(label, 'quiet')], 8), ...row], width, view.theme.signs.cut),
    ),
    blank,
    ...view.typesetter.markdown(lesson.why, width),
  ]
}
