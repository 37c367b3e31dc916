import { describe, expect, test } from 'vitest'
import { finaleAfter } from '../../../src/ui/state/finale.ts'
import { reducer } from '../../../src/ui/state/reducer.ts'
import type { State } from '../../../src/ui/state/state.ts'
import { screenPanes } from '../../../src/ui/screens/screen.ts'
import { recordVerdict } from '../../../src/workspace/progress.ts'
import { textOfRow } from '../../../src/text/span.ts'
import { widthOfRow } from '../../../src/text/width.ts'
import { course } from '../kit/course.ts'
import { begun, plainView } from '../kit/state.ts'

const chapter = course.lessons[0]?.chapter ?? ''
const inChapter = course.lessons.filter(lesson => lesson.chapter === chapter)
const last = inChapter.at(-1)
const withEnd = {
  ...course,
  lessons: course.lessons.map(lesson => ({ ...lesson, finale: lesson.id === last?.id })),
}

/** On the recap of the chapter's last lesson; all its lessons but `open` have passed. */
function atRecap(open: readonly string[] = []): State {
  const state = begun()
  const passed = inChapter.filter(({ id }) => !open.includes(id))
  const progress = passed.reduce(
    (sofar, { id }) => recordVerdict(sofar, id, 'passed', '2026-01-01T00:00:00.000Z'),
    state.progress,
  )
  return { ...state, course: withEnd, progress, lessonId: last?.id ?? '', stage: 'recap', step: 0, page: 0 }
}

describe('after the last lesson of a chapter', () => {
  test('its end is shown, and Enter goes on from there', () => {
    const shown = reducer(atRecap(), { type: 'confirm' })
    expect(shown.overlay).toMatchObject({ kind: 'finale', lessonId: last?.id, chapter: { number: 1 } })
    const gone = reducer(shown, { type: 'confirm' })
    expect(gone.overlay).toBeNull()
    const next = withEnd.lessons[withEnd.lessons.findIndex(({ id }) => id === last?.id) + 1]
    expect(gone.lessonId).toBe(next?.id ?? last?.id)
  })

  test('it waits until all lessons of the chapter have passed', () => {
    const state = reducer(atRecap([inChapter[0]?.id ?? '']), { type: 'confirm' })
    expect(state.overlay?.kind).not.toBe('finale')
  })

  test('what happens is shown as it happens, and nothing of it when the screen was left', () => {
    const shown = reducer(atRecap(), { type: 'confirm' })
    const events = [
      { kind: 'begun', titles: ['jose accepts your token'], closing: 'Use **jose**.' },
      {
        kind: 'built',
        built: { lessons: 9, functions: ['encode', 'decode'], classes: ['Tokens'], files: 5, lines: 210 },
      },
      {
        kind: 'proved',
        index: 0,
        proved: { verdict: 'right', text: 'It reads sub "you".', shown: 'aa.bb.cc' },
      },
      { kind: 'fuzzing', target: 'verify', done: 5000, total: 20_000, accepted: 0 },
    ] as const
    const busy = events.reduce(
      (state, event) => reducer(state, { type: 'finale', event: { ...event } as never }),
      shown,
    )
    const text = (state: State, width = 60): string => {
      const rows = screenPanes(state, plainView()).flatMap(pane => pane.content(width, 40).rows)
      for (const row of rows) expect(widthOfRow(row)).toBeLessThanOrEqual(width)
      return rows.map(textOfRow).join(' ').replace(/\s+/g, ' ')
    }
    expect(text(busy)).toMatch(
      /2 functions and 1 class in 210 lines of code, 5 files, 9 lessons.*encode, decode, Tokens.*jose accepts your token.*5,000 of 20,000/,
    )
    const done = reducer(busy, {
      type: 'finale',
      event: { kind: 'fuzzed', results: [{ target: 'verify', thrown: 20_000, accepted: 0, holds: true }] },
    })
    expect(text(done)).toContain('nothing got in')
    expect(text(done, 120)).toContain('Use ')
    const left = reducer(done, { type: 'close' })
    expect(finaleAfter(left, events[0] as never)).toBe(left)
  })
})
