import type { Lesson } from '../../course/types.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow, padRow, widthOf } from '../../text/width.ts'
import { progressBar } from '../components/progress-bar.ts'
import { lessonName, lessonOf, lessonVerdict, passedCount } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import type { RenderContext } from '../view.ts'
import { counted, nameWithin, verdictSign } from './labels.ts'
import { fitted, type PaneContent, type PaneSource } from './pane.ts'

/** The map of the course: every lesson with its verdict, by chapter, while they are checked one after another. */
export function mapPanes(state: State, view: RenderContext): PaneSource[] {
  return [
    { id: 'text', title: 'The course', content: (width, height) => mapContent(state, view, width, height) },
  ]
}

function mapContent(state: State, view: RenderContext, width: number, height: number): PaneContent {
  const summary = summaryRow(state, view, width)
  const drawn = columnCounts(state, width).map(count => [summary, ...chapterRows(state, view, width, count)])
  const full = (rows: Row[]) => fitted(rows, height)
  const rows = full(drawn.find(candidate => full(candidate).length <= height) ?? drawn.at(-1) ?? [])
  const here = rows.findIndex(row => row.some(({ role }) => role === 'strong'))
  return { rows, followRow: here === -1 ? null : here }
}

/** A column of the map is at least this wide. */
const narrowest = 28

/** How many columns the map may have: from as many as have room for whole titles up to as many as there can be. */
function columnCounts(state: State, width: number): number[] {
  const widest = Math.max(...state.course.lessons.map(lesson => widthOf(lessonName(lesson))))
  const fewest = Math.max(1, Math.floor(width / (widest + 6)))
  const most = Math.max(fewest, Math.floor(width / narrowest))
  return Array.from({ length: most - fewest + 1 }, (_, index) => fewest + index)
}

function chapterRows(state: State, view: RenderContext, width: number, count: number): Row[] {
  return state.course.chapters.flatMap(({ title, lessonIds }): Row[] => [
    blank,
    cutRow([span(title, 'heading')], width, view.theme.signs.cut),
    ...columns(
      lessonIds.map(id => lessonOf(state, id)),
      state,
      view,
      { width, count },
    ),
  ])
}

function summaryRow(state: State, view: RenderContext, width: number): Row {
  const passed = passedCount(state)
  const total = state.course.lessons.length
  const row: Row = [
    ...progressBar(passed, total, Math.min(32, Math.max(8, width - 54)), view.theme.signs),
    span(`  ${passed} of ${total} lessons passed   `),
    ...statusSpans(state),
  ]
  return cutRow(row, width, view.theme.signs.cut)
}

function statusSpans(state: State): Row {
  const running = state.checkAll
  if (running !== null) return line(`Checking: ${running.done} of ${running.total}`, 'accent')
  const failing = state.course.lessons.filter(lesson =>
    ['failed', 'broken'].includes(lessonVerdict(state, lesson.id)),
  )
  if (failing.length > 0) return line(`${counted(failing.length, 'lesson')} to look at`, 'warning')
  return [span('c', 'key'), span(' checks all of them', 'quiet')]
}

/** Lessons in columns of the same width, read from top to bottom. */
function columns(
  lessons: Lesson[],
  state: State,
  view: RenderContext,
  { width, count: perRow }: { width: number; count: number },
): Row[] {
  const cellWidth = Math.floor(width / perRow)
  const height = Math.ceil(lessons.length / perRow)
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: perRow }, (_, column) => lessons[column * height + row])
      .filter(lesson => lesson !== undefined)
      .flatMap(lesson => padRow(lessonCell(lesson, state, view, cellWidth - 2), cellWidth)),
  )
}

function lessonCell(lesson: Lesson, state: State, view: RenderContext, width: number): Row {
  const { signs } = view.theme
  const sign = verdictSign(lessonVerdict(state, lesson.id), signs)
  const isChecked = lesson.id === state.checkAll?.lessonId
  const role = isChecked ? 'accent' : lesson.id === state.lessonId ? 'strong' : 'plain'
  return [sign, span(' '), span(nameWithin(lesson, width - 2, signs.cut), role)]
}
