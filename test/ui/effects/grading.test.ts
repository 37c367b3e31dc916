import { expect, test } from 'vitest'
import { createGrading } from '../../../src/ui/effects/grading.ts'
import { createStore } from '../../../src/ui/store.ts'
import { course } from '../kit/course.ts'
import { fakeGrader, fakeWorkspace } from '../kit/ports.ts'
import { lesson, overall, report } from '../kit/reports.ts'
import { onTask, stateAfter } from '../kit/state.ts'

const second = course.lessons[1] as (typeof course.lessons)[number]
const third = course.lessons[2] as (typeof course.lessons)[number]

function setUp(state = onTask()) {
  const store = createStore(state)
  const grader = fakeGrader()
  const workspace = fakeWorkspace()
  return { store, grader, workspace, grading: createGrading({ store, grader, workspace, now: () => 5 }) }
}

test('a save is graded: first the lesson on the screen, then passed lessons that use the file', async () => {
  const passed = [second, third].map(
    one => ({ type: 'graded', report: overall(one, 'passed'), at: 1, cause: 'background' }) as const,
  )
  const { grader, grading, workspace, store } = setUp(stateAfter(onTask(), ...passed))
  workspace.files.set(second.files[0] as string, "import { encode } from './base64url.ts'\n")
  workspace.files.set(third.files[0] as string, '// imports nothing\n')
  grader.answer(report(1))
  grading.request('save', ['jwt/base64url.ts'])
  await grading.idle()
  expect(grader.asked).toEqual([[lesson.id], [second.id]])
  expect(store.get().reports[lesson.id]?.verdict).toBe('failed')
})

test('what a passed lesson imports may be a folder or a file that can not be read', async () => {
  const graded = { type: 'graded', report: overall(second, 'passed'), at: 1, cause: 'background' } as const
  const { grader, grading, workspace } = setUp(stateAfter(onTask(), graded))
  const { readFile } = workspace
  workspace.readFile = file =>
    file === 'jwt/lib' ? Promise.reject(new Error('is a folder')) : readFile(file)
  const imports = "import { a } from './lib'\nimport { encode } from './base64url.ts'\n"
  workspace.files.set(second.files[0] as string, imports)
  grading.request('save', ['jwt/base64url.ts'])
  await grading.idle()
  expect(grader.asked).toEqual([[lesson.id], [second.id]])
})

test('lessons that were never passed are not graded on a save', async () => {
  const { grader, grading, workspace } = setUp()
  workspace.files.set(second.files[0] as string, "import { encode } from './base64url.ts'\n")
  grading.request('save', ['jwt/base64url.ts'])
  await grading.idle()
  expect(grader.asked).toEqual([[lesson.id]])
})

test('a quick verdict is the only change on the screen', async () => {
  const { grader, grading, store } = setUp()
  grader.answer(report(0))
  let changes = 0
  store.subscribe(() => changes++)
  grading.request('save')
  await grading.idle()
  expect(changes).toBe(1)
})

test('many saves while one is graded: the last one is graded once, and older verdicts are not shown', async () => {
  const { grader, grading, store } = setUp()
  grader.delay = 30
  grader.answer(report(0))
  grading.request('save')
  await new Promise(resolve => setTimeout(resolve, 5))
  const seen: string[] = []
  store.subscribe(() => seen.push(String(store.get().reports[lesson.id]?.steps[1]?.verdict)))
  grader.answer(report(1))
  for (let save = 0; save < 5; save++) grading.request('save')
  await grading.idle()
  expect(grader.asked).toHaveLength(2)
  expect(store.get().reports[lesson.id]).toEqual(report(1))
  expect(store.get().checking).toBe('no')
})

test('a save in the middle of a check of all lessons does not wait for the rest of it', async () => {
  const { grader, grading } = setUp()
  const ids = course.lessons.map(({ id }) => id)
  grader.delay = 30
  grading.requestAll()
  await new Promise(resolve => setTimeout(resolve, 5))
  grading.request('save')
  await grading.idle()
  const [first = [], ...rest] = grader.asked
  expect(first.length).toBeLessThan(ids.length)
  expect(rest[0]).toEqual([lesson.id])
  expect([...first, ...rest.slice(1).flat()]).toEqual(ids)
})

test('what takes long is said', async () => {
  const { grader, grading, store } = setUp()
  grader.delay = 300
  const seen = new Set<string>()
  store.subscribe(() => seen.add(store.get().checking))
  grading.request('key')
  await grading.idle()
  expect([...seen]).toEqual(['shown', 'no'])
})

test('a grader that fails is named as the cause, and the next save is graded all the same', async () => {
  const { grader, grading, store } = setUp()
  const { grade } = grader
  grader.grade = () => Promise.reject(new Error('the engine died'))
  grading.request('save')
  await grading.idle()
  expect(store.get()).toMatchObject({
    checking: 'no',
    notice: { tone: 'error', text: expect.stringContaining('not in your code: the engine died') },
  })
  grader.grade = grade
  grader.answer(report(3))
  grading.request('save')
  await grading.idle()
  expect(store.get().reports[lesson.id]?.verdict).toBe('passed')
})

test('all lessons are checked with a count', async () => {
  const { grader, grading, store } = setUp()
  const counts: string[] = []
  store.subscribe(() => counts.push(store.get().checkAll === null ? '-' : `${store.get().checkAll?.done}`))
  grading.requestAll()
  await grading.idle()
  expect(counts.at(0)).toBe('0')
  expect(counts).toContain(String(course.lessons.length))
  expect(store.get().checkAll).toBeNull()
  expect(grader.asked.flat()).toEqual(course.lessons.map(one => one.id))
})

test('each lesson is named when it has its turn, before its verdict', async () => {
  const { grading, store } = setUp()
  const named: (string | null | undefined)[] = []
  store.subscribe(() => {
    const { checkAll, reports } = store.get()
    if (checkAll?.lessonId === null || reports[checkAll?.lessonId ?? ''] === undefined)
      named.push(checkAll?.lessonId)
  })
  grading.requestAll()
  await grading.idle()
  expect([...new Set(named)].slice(0, -1)).toEqual([null, ...course.lessons.map(one => one.id)])
})
