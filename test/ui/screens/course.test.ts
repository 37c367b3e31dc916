import { expect, test } from 'vitest'
import type { Course, Lesson } from '../../../src/course/types.ts'
import { textOfRow } from '../../../src/text/span.ts'
import { frameOf } from '../../../src/ui/frame.ts'
import { focusedPane } from '../../../src/ui/layout.ts'
import { initialState, type State } from '../../../src/ui/state/state.ts'
import { emptyProgress } from '../../../src/workspace/progress.ts'
import { course } from '../kit/course.ts'
import { overall } from '../kit/reports.ts'
import { plainView, stateAfter } from '../kit/state.ts'

const view = plainView('ascii')
const first = course.lessons[0] as Lesson

/** A course of 27 lessons in five chapters, with titles as long as they come. */
const sizes = { build: 9, break: 4, keys: 4, use: 6, beyond: 4 }
const lessons = Object.entries(sizes).flatMap(([chapter, count], index) =>
  Array.from({ length: count }, (_, at): Lesson => {
    const number =
      1 +
      at +
      Object.values(sizes)
        .slice(0, index)
        .reduce((sum, size) => sum + size, 0)
    const id = `${String(number).padStart(2, '0')}-lesson`
    const title = number % 2 === 0 ? `Subject ${number}` : `Subject ${number}: and what it is good for`
    return { ...first, id, number, title, chapter }
  }),
)
const large: Course = {
  version: '1.0.0',
  lessons,
  chapters: Object.keys(sizes).map(id => ({
    id,
    title: `Chapter ${id}`,
    lessonIds: lessons.filter(lesson => lesson.chapter === id).map(lesson => lesson.id),
  })),
}
const begun: State = { ...initialState(large, emptyProgress('1.0.0')), overlay: null }
const atEnd: State = { ...begun, lessonId: lessons.at(-1)?.id ?? '' }

/** What is seen of the pane that has the keys. */
function seen(state: State, columns: number, rows: number): string[] {
  const pane = focusedPane(frameOf(state, view, { columns, rows }).body)
  return pane.rows.slice(pane.offset, pane.offset + pane.height).map(row => textOfRow(row).trimEnd())
}

const openMap = { type: 'open', overlay: 'map' } as const
const openList = { type: 'open', overlay: 'lessons' } as const

test('the map of 27 lessons fits into 80x24 but for a few rows, with chapters and short titles', () => {
  const lines = seen(stateAfter(begun, openMap), 80, 24)
  for (const chapter of ['build', 'break', 'keys', 'use']) expect(lines).toContain(`Chapter ${chapter}`)
  const text = lines.join('\n')
  for (const number of [1, 2, 9, 14, 19, 21]) expect(text).toMatch(new RegExp(`\\bSubject ${number}\\b`))
  expect(text).not.toContain('and what it is good')
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(78)
})

test.each([
  [80, 24],
  [60, 16],
])('the map and the list show the lesson on the screen first, at %ix%i', (columns, rows) => {
  for (const open of [openMap, openList]) {
    expect(seen(stateAfter(begun, open), columns, rows).join('\n')).toContain('01 Subject 1')
    expect(seen(stateAfter(atEnd, open), columns, rows).join('\n')).toContain('27 Subject 27')
  }
})

test('a wide map has room for whole titles', () => {
  expect(seen(stateAfter(begun, openMap), 200, 60).join('\n')).toContain('Subject 1: and what it is good for')
})

test('an empty list says why, and which key shows more', () => {
  const done = stateAfter(begun, openList, { type: 'filter' }, { type: 'filter' })
  expect(seen(done, 80, 24).join(' ')).toContain('No lesson has passed yet. f shows the others.')
  const passed = lessons.map(lesson => ({
    type: 'graded' as const,
    report: { ...overall(first, 'passed'), id: lesson.id },
    at: 0,
    cause: 'background' as const,
  }))
  const open = stateAfter(begun, ...passed, openList, { type: 'filter' })
  expect(seen(open, 80, 24).join(' ')).toContain('No lesson is open: all have passed. f shows the others.')
  expect(stateAfter(done, { type: 'confirm' })).toMatchObject({
    overlay: { kind: 'lessons' },
    notice: { text: 'No lesson is listed, so there is none to open' },
  })
  const searched = stateAfter(begun, openList, { type: 'search' }, { type: 'type', text: 'cookie' })
  expect(seen(searched, 80, 24).join(' ')).toContain('No lesson has "cookie" in its name')
})

test('Esc on a screen that lies over another one goes back to that', () => {
  const help = stateAfter(begun, openMap, openList, { type: 'open', overlay: 'help' })
  const kinds = [
    help,
    stateAfter(help, { type: 'close' }),
    stateAfter(help, { type: 'close' }, { type: 'close' }),
  ]
  expect(kinds.map(state => state.overlay?.kind)).toEqual(['help', 'lessons', 'map'])
  const welcome = initialState(large, emptyProgress('1.0.0'))
  const looked = stateAfter(welcome, { type: 'open', overlay: 'inspect' }, { type: 'close' })
  expect(looked.overlay?.kind).toBe('welcome')
  const listed = stateAfter(welcome, openList, { type: 'confirm' })
  expect(listed.overlay).toBeNull()
  expect(listed.beneath).toEqual([])
})
