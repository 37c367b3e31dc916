/** Measures what a reader sees: no page may be longer than a screen, nor may many stand before a question or task. */
import type { Course, Lesson } from '../../src/course/types.ts'
import { unicodeSigns } from '../../src/text/signs.ts'
import { frameOf } from '../../src/ui/frame.ts'
import { createTypesetter } from '../../src/ui/markdown/typesetter.ts'
import { goTo } from '../../src/ui/state/navigation.ts'
import { type LessonPosition, positionsOf } from '../../src/ui/state/positions.ts'
import { initialState } from '../../src/ui/state/state.ts'
import { createTheme } from '../../src/ui/theme.ts'
import type { RenderContext } from '../../src/ui/view.ts'
import { emptyProgress } from '../../src/workspace/progress.ts'

/** The smallest terminal that most people have. */
const size = { columns: 80, rows: 24 }

/** Pages, "Why it matters" among them, one after another before something is asked of the reader. */
const mostPagesInARow = 2

const view: RenderContext = {
  theme: createTheme({ env: {}, platform: 'linux', drawing: 'auto', layout: 'screen' }),
  typesetter: createTypesetter({ signs: unicodeSigns, links: 'clickable' }),
  fileUrl: file => file,
  clock: () => '',
  root: '/home/ada/jwt-lessons',
  system: { node: '', platform: 'linux', env: {} },
  loaded: { pictures: new Map(), inspectionRows: null },
}

/** What is too long in a lesson, one line each. Lines of code are not counted. */
export function complaintsAboutPages(course: Course, lesson: Lesson): string[] {
  const begun = { ...initialState(course, emptyProgress('')), lessonId: lesson.id, overlay: null }
  const complaints: string[] = []
  const positions = positionsOf(lesson)
  for (const position of positions) {
    if (position.stage === 'build' || position.stage === 'recap') continue
    const { body } = frameOf(goTo(begun, position), view, size)
    if (body.kind !== 'single') throw new Error('This terminal has room for two panes.')
    const { rows, height } = body.pane
    // A code listing may go on below the screen, and begins its rows with a rule.
    const counted = rows.filter(row => row[0]?.role !== 'rule').length
    if (counted > height)
      complaints.push(
        `${nameOf(lesson, position)} is ${counted - height} lines too long for ${size.columns}x${size.rows}`,
      )
  }
  let inARow = 0
  for (const position of positions) {
    const { stage, step } = position
    const isAsked = stage === 'predict' || stage === 'build'
    if (isAsked && inARow > mostPagesInARow)
      complaints.push(
        `step ${step + 1}: ${inARow} pages in a row stand before a question or task; ${mostPagesInARow} are the most`,
      )
    inARow = isAsked ? 0 : inARow + 1
  }
  return complaints
}

function nameOf(lesson: Lesson, { stage, step, page }: LessonPosition): string {
  const found = lesson.steps[step]?.pages[page]
  if (stage === 'why' || found === undefined) return '"Why it matters"'
  return found.kind === 'page' ? `the page "${found.title}"` : `the question ${found.id}`
}
