import { progressBar } from '../components/progress-bar.ts'
import { lessonName, lessonVerdict, passedCount } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import { blank, line, type Row, span } from '../../text/span.ts'
import { cutRow, padRow, widthOfRow } from '../../text/width.ts'
import type { RenderContext } from '../view.ts'
import { type PaneSource, pane } from './pane.ts'
import { counted, verdictSign } from './labels.ts'

/** The map of the course: every lesson with its verdict, by chapter, while they are checked one after another. */
export function mapPanes(state: State, view: RenderContext): PaneSource[] {
  return [pane('text', 'The course', width => mapRows(state, view, width))]
}

function mapRows(state: State, view: RenderContext, width: number): Row[] {
  const passed = passedCount(state)
  const total = state.course.lessons.length
  return [
    [
      ...progressBar(passed, total, Math.min(32, width - 24), view.theme.signs),
      span(`  ${passed} of ${total} lessons passed`),
    ],
    statusRow(state),
    ...state.course.chapters.flatMap((chapter): Row[] => {
      const cells = chapter.lessonIds.flatMap(id => lessonCell(state, id, view))
      return cells.length === 0
        ? []
        : [blank, line(chapter.title, 'heading'), ...columns(cells, width, view.theme.signs.cut)]
    }),
  ]
}

function statusRow(state: State): Row {
  const running = state.checkAll
  if (running !== null) return line(`Checking: ${running.done} of ${running.total}`, 'accent')
  const failing = state.course.lessons.filter(lesson =>
    ['failed', 'broken'].includes(lessonVerdict(state, lesson.id)),
  )
  if (failing.length > 0) return line(`${counted(failing.length, 'lesson')} to look at`, 'warning')
  return line('c checks all of them', 'quiet')
}

function lessonCell(state: State, lessonId: string, view: RenderContext): Row[] {
  const lesson = state.course.lessons.find(candidate => candidate.id === lessonId)
  if (lesson === undefined) return []
  const isHere = lesson.id === state.lessonId
  return [
    [
      verdictSign(lessonVerdict(state, lesson.id), view.theme.signs),
      span(` ${lessonName(lesson)}`, isHere ? 'strong' : 'plain'),
    ],
  ]
}

/** Cells in columns of the same width, read from top to bottom. */
function columns(cells: Row[], width: number, sign: string): Row[] {
  const cellWidth = Math.min(width, Math.max(...cells.map(widthOfRow)) + 3)
  const perRow = Math.max(1, Math.floor(width / cellWidth))
  const height = Math.ceil(cells.length / perRow)
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: perRow }, (_, column) => cells[column * height + row] ?? []).flatMap(cell =>
      padRow(cutRow(cell, cellWidth, sign), cellWidth),
    ),
  )
}
