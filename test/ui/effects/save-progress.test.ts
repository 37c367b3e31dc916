import { expect, test } from 'vitest'
import { createProgressSaver } from '../../../src/ui/effects/save-progress.ts'
import { initialState } from '../../../src/ui/state/state.ts'
import { createStore } from '../../../src/ui/store.ts'
import { emptyProgress } from '../../../src/workspace/progress.ts'
import { course } from '../kit/course.ts'
import { fakeWorkspace } from '../kit/ports.ts'
import { lesson, report } from '../kit/reports.ts'
import { begun } from '../kit/state.ts'

const noon = () => Date.UTC(2026, 2, 1, 12)

test('where the learner is gets written, once for several keys', async () => {
  const store = createStore(begun())
  const workspace = fakeWorkspace()
  const saver = createProgressSaver(store, workspace, noon)
  store.dispatch({ type: 'next' })
  store.dispatch({ type: 'next' })
  await saver.flush()
  expect(workspace.saved.map(progress => progress.position)).toEqual([
    { lesson: lesson.id, step: 'group', page: 1, at: '2026-03-01T12:00:00.000Z' },
  ])
})

test('what did not change is not written', async () => {
  const store = createStore(begun())
  const workspace = fakeWorkspace()
  const saver = createProgressSaver(store, workspace, noon)
  store.dispatch({ type: 'open', overlay: 'help' })
  await saver.flush()
  expect(workspace.saved).toEqual([])
})

test('a learner who has only seen the welcome sees it again', async () => {
  const store = createStore(initialState(course, emptyProgress('0.1.0')))
  const workspace = fakeWorkspace()
  await createProgressSaver(store, workspace, noon).flush()
  expect(workspace.saved).toEqual([])
})

test('a verdict is written although the welcome is still on the screen', async () => {
  const store = createStore(initialState(course, emptyProgress('0.1.0')))
  const workspace = fakeWorkspace()
  const saver = createProgressSaver(store, workspace, noon)
  store.dispatch({ type: 'graded', report: report(3), at: noon(), cause: 'save' })
  await saver.flush()
  expect(workspace.saved.at(-1)?.lessons[lesson.id]?.verdict).toBe('passed')
  expect(workspace.saved.at(-1)?.position).toBeNull()
})

test('a folder that can not be written is said once, and the program goes on', async () => {
  const store = createStore(begun())
  const workspace = { saveProgress: () => Promise.reject(new Error('read-only folder')) }
  const saver = createProgressSaver(store, workspace, noon)
  store.dispatch({ type: 'next' })
  await saver.flush()
  expect(store.get().notice?.text).toBe("Your progress can't be saved: read-only folder")
  store.dispatch({ type: 'notice', notice: null })
  store.dispatch({ type: 'next' })
  await saver.flush()
  expect(store.get().notice).toBeNull()
})
