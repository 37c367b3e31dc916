import { describe, expect, test } from 'vitest'
import type { Lesson } from '../../src/course/types.ts'
import type { TestMeta } from '../../src/grader/kit/lesson.ts'
import { type LessonRun, reportOf, type TestRun } from '../../src/grader/report.ts'
import type { Finding } from '../../src/grader/diagnose/finding.ts'
import type { LoadReport } from '../../src/sandbox/types.ts'

const lesson = {
  id: '01-first',
  title: 'First',
  chapter: 'build',
  files: ['jwt/first.ts', 'jwt/second.ts'],
  exports: ['encode', 'jwt/second.ts#Tokens'],
  steps: [
    { id: 'one', title: 'One', task: '' },
    { id: 'two', title: 'Two', task: '' },
  ],
} as Lesson
const loaded: LoadReport = {
  kind: 'loaded',
  missing: [],
  missingEarlier: [],
  notStarted: false,
  imported: ['jwt/first.ts'],
}
const finding: Finding = {
  id: 'padding',
  message: { template: 'Your string ends with {end}.', words: { end: '=' } },
  call: { name: 'encode', kind: 'function', arguments: ["'a'"], before: [] },
  returned: null,
  thrown: null,
  broken: null,
  expected: null,
  shown: null,
  reference: null,
  comparison: [],
  place: null,
  test: 'one/1',
}

function ran(step: string, verdict: TestMeta['verdict'], meta: Partial<TestMeta> = {}): TestRun {
  return {
    name: `a test of ${step}`,
    step,
    error: verdict === 'internal' ? 'oh' : null,
    meta: {
      step,
      verdict,
      finding: verdict === 'failed' || verdict === 'broken' ? finding : null,
      members: [],
      isOfKit: false,
      console: '',
      refusals: [],
      load: loaded,
      isShared: false,
      ...meta,
    },
  }
}

const report = (tests: TestRun[], run: Partial<LessonRun> = {}) =>
  reportOf(lesson, { tests, errors: [], durationMs: 12.3, seed: 5, ...run })

describe('the verdict of a lesson', () => {
  test('is passed when every step is', () => {
    const { verdict, steps, durationMs } = report([ran('one', 'passed'), ran('two', 'passed')])
    expect([verdict, steps.map(step => step.verdict), durationMs]).toEqual([
      'passed',
      ['passed', 'passed'],
      12,
    ])
  })

  test('is broken by a fault of ours when a test was left out that nothing kept from running', () => {
    const { verdict, problem } = report([
      ran('one', 'passed'),
      ran('two', 'passed'),
      ran('two', 'not-reached'),
    ])
    expect([verdict, problem?.kind]).toEqual(['broken', 'internal'])
    expect(problem?.message).toContain('the hidden test "a test of two" did not run')
  })

  test('is failed with one failing test; what comes after it is not reached', () => {
    const { verdict, steps, problem } = report([
      ran('one', 'passed'),
      ran('one', 'failed'),
      ran('two', 'not-reached'),
    ])
    expect([verdict, problem, steps.map(step => step.verdict)]).toEqual([
      'failed',
      null,
      ['failed', 'not-reached'],
    ])
  })

  test('is broken when a call broke, and says which', () => {
    const message = { template: 'It did not finish.', words: {} }
    const timeout: Finding = {
      ...finding,
      id: 'timeout',
      message,
      broken: { cause: 'timeout', message: 'late' },
    }
    const { verdict, problem } = report([
      ran('one', 'broken', { finding: timeout }),
      ran('two', 'not-reached'),
    ])
    expect(verdict).toBe('broken')
    expect(problem).toMatchObject({
      kind: 'timeout',
      message: "It did not finish. The call was encode('a').",
    })
  })

  test('is not-started while every function still throws notImplemented', () => {
    const load: LoadReport = {
      kind: 'loaded',
      missing: [],
      missingEarlier: [],
      notStarted: true,
      imported: [],
    }
    const tests = [ran('one', 'not-reached', { load }), ran('two', 'not-reached', { load })]
    expect(report(tests).verdict).toBe('not-started')
  })

  test.each([
    ['encode', 'has no exported function `encode`', '`export function encode(...)`'],
    ['RefreshTokens', 'has no exported class `RefreshTokens`', '`export class RefreshTokens { ... }`'],
  ])('names what is missing as what it is: %s', (name, says, declaration) => {
    const load: LoadReport = {
      kind: 'loaded',
      missing: [name],
      missingEarlier: [],
      notStarted: false,
      imported: [],
    }
    const tests = [ran('one', 'not-reached', { load }), ran('two', 'not-reached', { load })]
    const { kind, message } = report(tests).problem ?? {}
    expect(kind).toBe('missing-export')
    expect(message).toContain(says)
    expect(message).toContain(declaration)
  })

  test('names a class that is missing, and the file that should have it', () => {
    const load: LoadReport = { ...loaded, missing: ['Tokens'] }
    const tests = [ran('one', 'not-reached', { load }), ran('two', 'not-reached', { load })]
    expect(report(tests).problem).toMatchObject({
      kind: 'missing-export',
      file: 'jwt/second.ts',
      message: expect.stringMatching(/^jwt\/second\.ts has no exported class `Tokens`.*`export class Tokens/),
    })
  })

  test.each([
    ['a hidden test that threw by itself', [ran('one', 'internal'), ran('two', 'not-reached')], []],
    ['a step without a test', [ran('one', 'passed')], []],
    ['an engine that ended', [], ['gone']],
  ])('is our fault, never passed, for %s', (_what, tests, errors) => {
    const { verdict, problem } = report(tests, { errors })
    expect(verdict).toBe('broken')
    expect(problem?.kind).toBe('internal')
  })
})

test('a temporary folder that can not be used is not called our fault', () => {
  const errors = ["ENOTDIR: not a directory, mkdtemp '/etc/passwd/jwt-lessons-vitest-XXXXXX'"]
  const { kind, message } = report([], { errors }).problem ?? {}
  expect(kind).toBe('temporary-folder')
  expect(message).toContain('Set TMPDIR')
  expect(message).not.toContain('our fault')
})

test('what the sandbox refused is named beside another diagnosis', () => {
  const refusals = [{ what: 'btoa', kind: 'taken-away' as const, message: 'btoa is taken away' }]
  const { steps } = report([ran('one', 'failed', { refusals }), ran('two', 'not-reached')])
  expect(steps[0]?.tests[0]?.diagnosis?.message).toContain('(Also seen: btoa is taken away.)')
})
