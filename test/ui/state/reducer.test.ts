import { describe, expect, test } from 'vitest'
import type { Action } from '../../../src/ui/state/actions.ts'
import { modeOf, passedCount, regressions } from '../../../src/ui/state/selectors.ts'
import type { LessonPosition, Stage } from '../../../src/ui/state/positions.ts'
import { positionsOf, rememberedPosition, taskOf, writtenPosition } from '../../../src/ui/state/positions.ts'
import { initialState } from '../../../src/ui/state/state.ts'
import { emptyProgress, recordPosition, recordVerdict } from '../../../src/workspace/progress.ts'
import { course } from '../kit/course.ts'
import { failed, lesson, notStarted, overall, report, wrongAlphabet } from '../kit/reports.ts'
import { begun, onTask, stateAfter } from '../kit/state.ts'

const now = Date.UTC(2026, 2, 1, 12)
const at = (stage: Stage, step = 0, page = 0): LessonPosition => ({ stage, step, page })
const graded = (passedSteps: number, cause: 'save' | 'key' | 'start' = 'save'): Action => ({
  type: 'graded',
  report: report(passedSteps),
  at: now,
  cause,
})
const second = course.lessons[1] as (typeof course.lessons)[number]

describe('the way through a lesson', () => {
  test.each([
    ['from why to the first page', at('why'), 'next', at('read', 0, 0)],
    ['the next page', at('read', 0, 0), 'next', at('read', 0, 1)],
    ['from a page to a question', at('read', 0, 1), 'next', at('predict', 0, 2)],
    ['from a question to the task', at('predict', 0, 2), 'next', at('build', 0, 3)],
    ['the pages of the next step may be looked at', at('build', 0, 3), 'next', at('read', 1, 0)],
    ['from a task to that of a step without pages', at('build', 1, 1), 'next', at('build', 2, 0)],
    ['no recap before the lesson passes', at('build', 2, 0), 'next', at('build', 2, 0)],
    ['back a page', at('read', 0, 1), 'back', at('read', 0, 0)],
    ['nothing before the beginning', at('why'), 'back', at('why')],
    ['back from the question to the page', at('predict', 0, 2), 'back', at('read', 0, 1)],
    ['back from a task to the question', at('build', 0, 3), 'back', at('predict', 0, 2)],
    ['back from a step without pages', at('build', 2, 0), 'back', at('build', 1, 1)],
    ['back from the recap', at('recap', 2, 0), 'back', at('build', 2, 0)],
  ] satisfies [string, LessonPosition, 'next' | 'back', LessonPosition][])('%s', (_, from, type, to) => {
    expect(stateAfter(begun(from), { type })).toMatchObject(to)
  })

  test('a passed lesson waits for Enter, and Enter leads over the recap to the next lesson', () => {
    const passed = stateAfter(onTask(), graded(3))
    expect(passed.stage).toBe('build')
    const recap = stateAfter(passed, { type: 'confirm' })
    expect(recap.stage).toBe('recap')
    expect(stateAfter(recap, { type: 'confirm' })).toMatchObject({
      lessonId: second.id,
      stage: 'why',
    })
  })

  test('a lesson is opened again where it was left', () => {
    const left = stateAfter(begun(at('read', 0, 1)), { type: 'next' })
    const elsewhere = stateAfter(
      left,
      { type: 'open', overlay: 'lessons' },
      { type: 'move', movement: 'down', pane, lines: 1 },
      { type: 'confirm' },
    )
    expect(elsewhere.lessonId).toBe(second.id)
    const back = stateAfter(
      elsewhere,
      { type: 'open', overlay: 'lessons' },
      { type: 'move', movement: 'up', pane, lines: 1 },
      { type: 'confirm' },
    )
    expect(back).toMatchObject({ lessonId: lesson.id, ...at('predict', 0, 2) })
  })
})

const pane = { id: 'text' as const, rows: 30, height: 10, offset: 0 }

describe('where the program starts', () => {
  test('the first time: with a welcome on the first lesson', () => {
    expect(initialState(course, emptyProgress('0.1.0'))).toMatchObject({
      overlay: { kind: 'welcome' },
      lessonId: lesson.id,
    })
  })

  test.each([
    [{ step: null, page: 0 }, at('why')],
    // A position that the course had before pages belonged to steps.
    [{ step: null, page: 7 }, at('why')],
    [{ step: 'group', page: 1 }, at('read', 0, 1)],
    [{ step: 'group', page: 2 }, at('predict', 0, 2)],
    [{ step: 'group', page: 3 }, at('build', 0, 3)],
    [{ step: 'tails', page: 9 }, at('build', 1, 1)],
    [{ step: 'a step that is gone', page: 0 }, at('read', 0, 0)],
  ])('later: at %o', (position, spot) => {
    const progress = recordPosition(emptyProgress('0.1.0'), { lesson: lesson.id, at: '', ...position })
    expect(initialState(course, progress)).toMatchObject({ overlay: null, lessonId: lesson.id, ...spot })
  })

  test('a position that was written is found again', () => {
    for (const position of positionsOf(lesson)) {
      const passed = recordVerdict(emptyProgress('0.1.0'), lesson.id, 'passed', '')
      const progress = recordPosition(passed, writtenPosition(lesson, position, ''))
      expect(rememberedPosition(lesson, progress)).toEqual(position)
    }
  })

  test('at the first open lesson when the last one is gone from the course', () => {
    const passed = recordVerdict(emptyProgress('0.1.0'), lesson.id, 'passed', '2026-03-01T12:00:00.000Z')
    const progress = recordPosition(passed, { lesson: 'a-lesson-of-before', step: null, page: 0, at: '' })
    expect(initialState(course, progress).lessonId).toBe(second.id)
  })
})

describe('a verdict', () => {
  test('a passed step leads to the pages of the next one by itself', () => {
    const state = stateAfter(onTask(), graded(0), graded(1))
    expect(state).toMatchObject({ ...at('read', 1, 0), focus: 'text' })
    expect(state.notice).toEqual({ tone: 'success', text: 'Step 1 passes. Now step 2' })
    expect(stateAfter(onTask(), graded(0), graded(2)).notice?.text).toBe('Steps 1 and 2 pass. Now step 3')
  })

  test('a failed step shows why', () => {
    expect(stateAfter(onTask(), graded(0), graded(0))).toMatchObject({
      step: 0,
      focus: 'result',
    })
  })

  test('a failed step leaves the pane that the learner turned to, until another step is open', () => {
    const tab: Action = { type: 'focus-next', panes: ['text', 'result'] }
    const turned = stateAfter(onTask(), graded(0), tab, graded(0))
    expect(turned).toMatchObject({ step: 0, focus: 'text' })
    expect(stateAfter(turned, graded(1), { type: 'next' }, graded(1))).toMatchObject({
      step: 1,
      focus: 'result',
    })
  })

  test('a file that can not be read leaves the step that it was about', () => {
    const problem = { kind: 'syntax' as const, message: 'No', file: null, line: null, column: null }
    const steps = report(0).steps.map(step => ({ ...step, verdict: 'not-reached' as const, tests: [] }))
    const unread: Action = {
      type: 'graded',
      report: { ...report(0), verdict: 'broken', problem, steps },
      at: now,
      cause: 'save',
    }
    const second = stateAfter(onTask(), graded(0), graded(1), { type: 'next' }, unread)
    expect(second).toMatchObject({ step: 1, focus: 'result' })
    expect(stateAfter(second, graded(1))).toMatchObject({ step: 1, focus: 'result' })
  })

  test('what was said before a save goes with it, but not where a backup is', () => {
    const last = onTask(2)
    const told = stateAfter(last, { type: 'next' })
    expect(told.notice?.text).toContain('The recap opens')
    expect(stateAfter(told, graded(0)).notice).toBeNull()
    const reset = stateAfter(last, { type: 'was-reset', lessonId: lesson.id, backup: 'backups/1' })
    expect(stateAfter(reset, graded(0)).notice?.text).toContain('backups/1')
  })

  test('a step that fails again leads back to it', () => {
    expect(stateAfter(onTask(), graded(2), graded(0))).toMatchObject({
      step: 0,
      focus: 'result',
    })
  })

  test('the check at the start leaves the text in front, and is no attempt', () => {
    const state = stateAfter(onTask(), graded(1, 'start'))
    expect(state).toMatchObject({ ...at('read', 1, 0), focus: 'text' })
    expect(state.progress.lessons[lesson.id]).toMatchObject({ verdict: 'failed', attempts: 0 })
    const untouched: Action = { type: 'graded', report: notStarted(), at: now, cause: 'start' }
    expect(stateAfter(begun(), untouched).progress.lessons).toEqual({})
  })

  test('nothing jumps while the learner reads', () => {
    expect(stateAfter(begun(at('read', 0, 1)), graded(1))).toMatchObject({
      ...at('read', 0, 1),
      focus: 'text',
    })
  })

  test('a pass is remembered, also when the lesson fails later', () => {
    const state = stateAfter(onTask(), graded(3), graded(1))
    expect(passedCount(state)).toBe(1)
    expect(state.progress.lessons[lesson.id]?.verdict).toBe('failed')
  })

  test('the failure on the screen stays there while it lasts', () => {
    const two = report(1, [failed('a', wrongAlphabet), failed('b', wrongAlphabet)])
    const looking = stateAfter(
      onTask(1),
      { type: 'graded', report: two, at: now, cause: 'save' },
      { type: 'failure', by: 1 },
    )
    expect(looking.failure).toBe(1)
    const still = stateAfter(looking, { type: 'graded', report: two, at: now, cause: 'save' })
    expect(still.failure).toBe(1)
    const gone = stateAfter(looking, {
      type: 'graded',
      report: report(1, [failed('a')]),
      at: now,
      cause: 'save',
    })
    expect(gone.failure).toBe(0)
  })

  test('the key for failures leads to the task that they belong to', () => {
    const ahead = stateAfter(onTask(), graded(0), { type: 'next' }, { type: 'failure', by: 1 })
    expect(ahead).toMatchObject({ ...taskOf(lesson, 0), focus: 'result' })
  })

  test('the key for failures leads from the pages to a file that can not be read', () => {
    const problem = { kind: 'syntax' as const, message: 'No', file: null, line: null, column: null }
    const unread: Action = {
      type: 'graded',
      report: { ...report(0), verdict: 'broken', problem, steps: [] },
      at: now,
      cause: 'save',
    }
    expect(stateAfter(begun(at('read', 1, 0)), unread, { type: 'failure', by: 1 })).toMatchObject({
      ...taskOf(lesson, 1),
      focus: 'result',
      notice: null,
    })
  })

  test('Enter on the task of another step leads to the step that has to pass', () => {
    const failing = stateAfter(onTask(2), graded(1))
    const ahead = stateAfter({ ...failing, ...taskOf(lesson, 2) }, { type: 'confirm' })
    expect(ahead).toMatchObject(taskOf(lesson, 1))
    const behind = stateAfter({ ...failing, ...taskOf(lesson, 0) }, { type: 'confirm' })
    expect(behind).toMatchObject(at('read', 1, 0))
  })

  test('an earlier lesson that no longer passes is named', () => {
    const passed: Action = { type: 'graded', report: overall(lesson, 'passed'), at: now, cause: 'background' }
    const failing: Action = {
      type: 'graded',
      report: overall(lesson, 'failed'),
      at: now,
      cause: 'background',
    }
    const state = stateAfter(begun({ lessonId: second.id, ...taskOf(second, 0) }), passed, failing)
    expect(regressions(state).map(one => one.id)).toEqual([lesson.id])
    expect(state.notice).toEqual({ tone: 'warning', text: 'Lesson 01 Bytes to text no longer passes' })
    expect(state.lessonId).toBe(second.id)
    const mended = stateAfter(state, passed)
    expect(regressions(mended)).toEqual([])
    expect(mended.notice).toEqual({ tone: 'success', text: 'Lesson 01 Bytes to text passes again' })
  })

  test('that a lesson passes is no news when nobody was told of its failure', () => {
    const passed: Action = { type: 'graded', report: overall(lesson, 'passed'), at: now, cause: 'background' }
    expect(stateAfter(begun({ lessonId: second.id, ...taskOf(second, 0) }), passed, passed).notice).toBeNull()
  })

  test('a later lesson that no longer passes is named only when this one passes', () => {
    const later = (verdict: 'passed' | 'failed'): Action => ({
      type: 'graded',
      report: overall(second, verdict),
      at: now,
      cause: 'background',
    })
    const failing = stateAfter(onTask(), later('passed'), graded(1), later('failed'))
    expect(regressions(failing)).toEqual([])
    expect(failing.notice?.tone).not.toBe('warning')
    const passing = stateAfter(onTask(), later('passed'), graded(3), later('failed'))
    expect(regressions(passing).map(one => one.id)).toEqual([second.id])
    expect(passing.notice?.text).toContain('02 Text to bytes no longer passes')
  })

  test('a fault in a file that two lessons share is no reason to look at the other one', () => {
    const problem = { kind: 'syntax' as const, message: 'No', file: 'a.ts', line: 1, column: 1 }
    const broken = (of: typeof lesson): Action => ({
      type: 'graded',
      report: { ...overall(of, 'failed'), verdict: 'broken', problem },
      at: now,
      cause: of === second ? 'save' : 'background',
    })
    const passed: Action = { type: 'graded', report: overall(lesson, 'passed'), at: now, cause: 'background' }
    const building = begun({ lessonId: second.id, ...taskOf(second, 0) })
    const state = stateAfter(building, passed, broken(second), broken(lesson))
    expect(regressions(state)).toEqual([])
    expect(state.notice).toBeNull()
  })

  test('a lesson that was never passed is no regression', () => {
    const state = stateAfter(begun(), {
      type: 'graded',
      report: overall(second, 'failed'),
      at: now,
      cause: 'background',
    })
    expect(regressions(state)).toEqual([])
    expect(state.notice).toBeNull()
  })

  test('a verdict ends the checking', () => {
    const checking = stateAfter(begun(), { type: 'grading-takes-time' })
    expect(checking.checking).toBe('shown')
    expect(stateAfter(checking, graded(0)).checking).toBe('no')
  })
})

describe('hints', () => {
  const hint: Action = { type: 'hint' }

  test('come one by one, are remembered, and end', () => {
    const once = stateAfter(onTask(), hint)
    expect(once.progress.lessons[lesson.id]?.hints).toEqual({ group: 1 })
    const all = stateAfter(once, hint, hint, hint)
    expect(all.progress.lessons[lesson.id]?.hints).toEqual({ group: 3 })
    expect(all.notice?.text).toContain('last hint')
  })

  test('belong to a step', () => {
    const state = stateAfter(onTask(1), hint)
    expect(state.progress.lessons[lesson.id]?.hints).toEqual({ tails: 1 })
    expect(stateAfter(begun(), hint)).toMatchObject({ progress: { lessons: {} }, notice: { tone: 'info' } })
  })
})

describe('questions', () => {
  const asked = begun(at('predict', 0, 2))

  test('an answer may be tried again; the first one is remembered', () => {
    const state = stateAfter(asked, { type: 'choose', answer: 0 }, { type: 'choose', answer: 1 })
    expect(state.answers).toEqual({ 'tail-length': [0, 1] })
    expect(state.progress.lessons[lesson.id]?.answers).toEqual({ 'tail-length': 0 })
  })

  test('the first Enter chooses, the second goes on', () => {
    const down = { type: 'move', movement: 'down', pane, lines: 1 } as const
    const chosen = stateAfter(asked, down, down, { type: 'confirm' })
    expect(chosen).toMatchObject({ stage: 'predict', answer: 1, answers: { 'tail-length': [1] } })
    expect(stateAfter(chosen, { type: 'confirm' }).stage).toBe('build')
  })

  test.each<Action>([
    { type: 'choose', answer: 0 },
    { type: 'move', movement: 'down', pane: { id: 'outline', rows: 9, height: 4, offset: 0 }, lines: 1 },
  ])('an answer brings the question back from behind another pane: %o', action => {
    const beside = stateAfter(asked, { type: 'focus-next', panes: ['text', 'outline'] })
    expect(beside.focus).toBe('outline')
    expect(stateAfter(beside, action)).toMatchObject({ answer: 0, focus: 'text' })
  })

  test('nobody answers by going on: before a choice Enter asks for one', () => {
    expect(stateAfter(asked, { type: 'confirm' })).toMatchObject({
      answers: {},
      notice: { text: 'Choose an answer: a to d, or the arrows' },
    })
  })

  test('there are no more answers than four', () => {
    expect(stateAfter(asked, { type: 'choose', answer: 7 })).toEqual(asked)
  })
})

describe('scrolling', () => {
  test.each([
    ['down', 5, 6],
    ['up', 5, 4],
    ['page-down', 5, 14],
    ['page-up', 15, 6],
    ['start', 9, 0],
    ['end', 0, 20],
    ['down', 20, 20],
    ['up', 0, 0],
    ['page-down', 18, 20],
  ] as const)('%s from row %i to row %i', (movement, offset, expected) => {
    const state = stateAfter(begun(), { type: 'move', movement, pane: { ...pane, offset }, lines: 1 })
    expect(state.scroll.text).toBe(expected)
  })

  test('another page starts at its top', () => {
    const state = stateAfter(begun(), { type: 'move', movement: 'end', pane, lines: 1 }, { type: 'next' })
    expect(state.scroll).toEqual({})
  })
})

describe('the list of lessons', () => {
  const open: Action = { type: 'open', overlay: 'lessons' }
  const type = (text: string): Action => ({ type: 'type', text })

  test('a search selects what it finds, by title, number, file or function', () => {
    for (const query of ['verify', '06', 'jwt/verify']) {
      const state = stateAfter(begun(), open, { type: 'search' }, type(query), { type: 'confirm' })
      expect(state).toMatchObject({ lessonId: '06-verify', overlay: null })
    }
  })

  test('done and open lessons can be told apart', () => {
    const state = stateAfter(
      begun(),
      { type: 'graded', report: overall(second, 'passed'), at: now, cause: 'background' },
      open,
    )
    const openOnes = stateAfter(state, { type: 'filter' })
    expect(openOnes.overlay).toMatchObject({ filter: 'open', selected: lesson.id })
    expect(stateAfter(openOnes, { type: 'filter' }).overlay).toMatchObject({
      filter: 'done',
      selected: second.id,
    })
  })

  test('Escape leaves the search first, then the list', () => {
    const searching = stateAfter(begun(), open, { type: 'search' }, type('ver'))
    const list = stateAfter(searching, { type: 'close' })
    expect(list.overlay).toMatchObject({ kind: 'lessons', query: '', typing: false })
    expect(stateAfter(list, { type: 'close' }).overlay).toBeNull()
  })

  test('erasing works by character, word and whole', () => {
    const typed = stateAfter(begun(), open, { type: 'search' }, type('two words👍🏽'))
    const erased = (what: 'character' | 'word' | 'all') => stateAfter(typed, { type: 'erase', what }).overlay
    expect(erased('word')).toMatchObject({ query: 'two ' })
    expect(erased('all')).toMatchObject({ query: '' })
    expect(erased('character')).not.toMatchObject({ query: 'two words👍🏽' })
  })
})

test('a pasted token keeps its lines, so that two tokens stay two', () => {
  const state = stateAfter(
    begun(),
    { type: 'open', overlay: 'inspect' },
    { type: 'type', text: 'eyJh.\n  eyJz.\r\nSig\n' },
  )
  expect(state.overlay).toMatchObject({ input: 'eyJh.\n  eyJz.\nSig\n' })
})

test('a key has its own field and keeps its lines', () => {
  const state = stateAfter(
    begun(),
    { type: 'open', overlay: 'inspect' },
    { type: 'type', text: 'eyJh' },
    { type: 'field' },
    { type: 'type', text: '-----BEGIN\r\nMIIB\n' },
  )
  expect(state.overlay).toMatchObject({ field: 'key', input: 'eyJh', key: '-----BEGIN\nMIIB\n' })
  const back = stateAfter(
    state,
    { type: 'erase', what: 'all' },
    { type: 'field' },
    { type: 'type', text: 'b' },
  )
  expect(back.overlay).toMatchObject({ field: 'token', input: 'eyJhb', key: '' })
})

test('who looks something up comes back to the result, or to the task that was turned to', () => {
  const failing = stateAfter(onTask(), graded(0))
  expect(failing.focus).toBe('result')
  expect(stateAfter(failing, { type: 'open', overlay: 'picture' }, { type: 'close' }).focus).toBe('result')
  const turned = stateAfter(failing, { type: 'focus-next', panes: ['result', 'text'] })
  expect(stateAfter(turned, { type: 'open', overlay: 'picture' }, { type: 'close' }).focus).toBe('text')
  const reading = stateAfter(begun(at('read')), graded(0, 'start'))
  expect(stateAfter(reading, { type: 'open', overlay: 'picture' }, { type: 'close' }).focus).toBe('text')
})

test('a picture scrubs within its range', () => {
  const drawn = stateAfter(begun(), { type: 'open', overlay: 'picture', input: 'x' })
  const moved = stateAfter(
    drawn,
    { type: 'scrub', by: 1, range: [0, 1] },
    { type: 'scrub', by: 1, range: [0, 1] },
  )
  expect(moved.overlay).toMatchObject({ kind: 'picture', cursor: 1 })
})

describe('the tokens of a sequence', () => {
  const drawn = stateAfter(begun(), { type: 'open', overlay: 'picture', input: 'x' })
  const right: Action = { type: 'scrub', by: 1, range: [0, 5], focus: 'messages' }
  const inspect = (...tokens: string[]): Action => ({ type: 'inspect-token', tokens })

  test('letters are text until an arrow key or Tab leads to the messages, and text leads back', () => {
    expect(modeOf(drawn)).toBe('picture')
    const moved = stateAfter(drawn, right)
    expect(modeOf(moved)).toBe('messages')
    expect(modeOf(stateAfter(drawn, { type: 'picture-focus' }))).toBe('messages')
    expect(modeOf(stateAfter(moved, { type: 'picture-focus' }))).toBe('picture')
    const typed = stateAfter(moved, { type: 'type', text: 'y' })
    expect(typed.overlay).toMatchObject({ input: 'xy', cursor: 0, focus: 'field' })
  })

  test('the token of the message is inspected, and Esc comes back to that message', () => {
    const inspected = stateAfter(drawn, right, inspect('a.b.c'))
    expect(inspected).toMatchObject({ overlay: { kind: 'inspect', input: 'a.b.c' }, notice: null })
    expect(stateAfter(inspected, { type: 'close' }).overlay).toMatchObject({
      kind: 'picture',
      input: 'x',
      cursor: 1,
      focus: 'messages',
    })
  })

  test('of several tokens the next one comes each time, and another message begins with its first', () => {
    const seen: unknown[] = []
    let state = stateAfter(drawn, right)
    for (let time = 0; time < 3; time++) {
      state = stateAfter(state, inspect('a.b.c', 'd'))
      seen.push([state.overlay?.kind === 'inspect' && state.overlay.input, state.notice?.text])
      state = stateAfter(state, { type: 'close' })
    }
    expect(seen).toEqual([
      ['a.b.c', 'Token 1 of 2 in this message. Esc and i: the next one'],
      ['d', 'Token 2 of 2 in this message. Esc and i: the next one'],
      ['a.b.c', 'Token 1 of 2 in this message. Esc and i: the next one'],
    ])
    expect(stateAfter(state, right, inspect('a.b.c', 'd')).overlay).toMatchObject({ input: 'a.b.c' })
  })

  test('a message without one says so', () => {
    const state = stateAfter(drawn, right, inspect())
    expect(state.overlay?.kind).toBe('picture')
    expect(state.notice?.text).toBe('There is no token in this message')
  })
})

test('a lesson without a picture says so', () => {
  const state = stateAfter(begun({ lessonId: second.id }), { type: 'open', overlay: 'picture' })
  expect(state).toMatchObject({ overlay: null, notice: { text: 'This lesson has no picture' } })
})

test('a reset can be undone once', () => {
  const state = stateAfter(begun(), { type: 'was-reset', lessonId: lesson.id, backup: 'b' })
  expect(state.undo).toBe(lesson.id)
  expect(stateAfter(state, { type: 'was-undone', files: ['jwt/base64url.ts'] }).undo).toBeNull()
})

test('a reset on the recap leads to the first task: what the recap is about is gone', () => {
  const recap = begun({ ...at('recap', 2), overlay: { kind: 'confirm-reset' } })
  const state = stateAfter(recap, { type: 'was-reset', lessonId: lesson.id, backup: 'backups/1' })
  expect(state).toMatchObject({ stage: 'build', step: 0, overlay: null, undo: lesson.id })
  expect(state.notice?.text).toContain('backups/1')
})

test('a report of an unknown lesson is dropped', () => {
  const state = begun()
  expect(
    stateAfter(state, { type: 'graded', report: { ...notStarted(), id: 'x' }, at: now, cause: 'background' }),
  ).toBe(state)
})
