import { expect, test } from 'vitest'
import { reportText } from '../../src/ui/report.ts'
import { lesson, report } from './kit/reports.ts'
import { begun, onTask, stateAfter } from './kit/state.ts'

const system = {
  node: '24.0.0',
  platform: 'linux',
  env: { TERM: 'xterm', HOME: '/home/ada', API_KEY: 'secret' },
}

test('a report names the lesson, the versions, the system, the seed and the failing test', () => {
  const state = stateAfter(onTask(), {
    type: 'graded',
    report: report(1),
    at: 0,
    cause: 'save',
  })
  const text = reportText(state, system)
  for (const part of [
    `lesson: ${lesson.id}`,
    'course: 0.1.0',
    'Node 24.0.0, linux, TERM=xterm',
    'seed: 7',
    'step tails',
    'two bytes',
    'Diagnosis base64-alphabet',
    'expected: "-_8"',
    'actual: "+/8"',
  ]) {
    expect(text).toContain(part)
  }
})

test('a report says nothing else about the machine', () => {
  const text = reportText(begun(), system)
  expect(text).not.toContain('ada')
  expect(text).not.toContain('secret')
})

test('a fault of ours is in it', () => {
  const problem = {
    kind: 'internal',
    message: 'the engine died',
    file: null,
    line: null,
    column: null,
  } as const
  const broken = { ...report(0), verdict: 'broken' as const, steps: [], problem }
  const state = stateAfter(begun(), { type: 'graded', report: broken, at: 0, cause: 'save' })
  expect(reportText(state, system)).toContain('Problem (internal):\n    the engine died')
})
