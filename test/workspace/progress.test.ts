import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyProgress,
  hasPassed,
  lessonProgress,
  mergeProgress,
  recordAnswer,
  recordGiven,
  recordHint,
  recordPosition,
  recordVerdict,
} from '../../src/workspace/progress.ts'
import { formatProgress, parseProgress } from '../../src/workspace/progress-text.ts'
import type { LessonVerdict, Progress } from '../../src/workspace/types.ts'

const start = emptyProgress('0.1.0')
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString()

describe('what a learner did is noted', () => {
  test('the first pass stays when the lesson breaks later', () => {
    const passed = recordVerdict(start, '01', 'passed', at(1))
    const broken = recordVerdict(passed, '01', 'broken', at(2))
    expect(lessonProgress(broken, '01')).toMatchObject({
      verdict: 'broken',
      gradedAt: at(2),
      firstPassedAt: at(1),
    })
    expect(hasPassed(broken, '01')).toBe(true)
  })

  test('attempts are counted until the lesson passes', () => {
    const verdicts = ['not-started', 'failed', 'broken', 'passed', 'failed'] as const
    const progress = verdicts.reduce(
      (sofar, verdict, minute) => recordVerdict(sofar, '01', verdict, at(minute)),
      start,
    )
    expect(lessonProgress(progress, '01').attempts).toBe(2)
  })

  test('hints never go back to a lower tier', () => {
    const progress = recordHint(recordHint(start, '01', 'tails', 3), '01', 'tails', 1)
    expect(lessonProgress(progress, '01').hints).toEqual({ tails: 3 })
  })

  test('the first answer to a question counts', () => {
    const progress = recordAnswer(recordAnswer(start, '01', 'q', 2), '01', 'q', 0)
    expect(lessonProgress(progress, '01').answers).toEqual({ q: 2 })
  })

  test('a lesson called like a member of every object is untouched', () => {
    expect(lessonProgress(start, 'constructor').verdict).toBe('not-started')
  })

  test('nothing is changed in place', () => {
    const frozen = structuredClone(start)
    recordVerdict(start, '01', 'passed', at(1))
    recordHint(start, '01', 'a', 1)
    recordGiven(start, '2', ['x'])
    expect(start).toEqual(frozen)
  })
})

type Change =
  | { kind: 'verdict'; lesson: string; verdict: LessonVerdict }
  | { kind: 'hint'; lesson: string; tier: number }
  | { kind: 'position'; lesson: string; page: number }

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('verdict' as const),
    lesson: fc.constantFrom('01', '02'),
    verdict: fc.constantFrom('passed' as const, 'failed' as const, 'broken' as const, 'not-started' as const),
  }),
  fc.record({
    kind: fc.constant('hint' as const),
    lesson: fc.constantFrom('01', '02'),
    tier: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('position' as const), lesson: fc.constantFrom('01', '02'), page: fc.nat(9) }),
)

/** Two windows that each note what their learner does, at times that are all different. */
const twoWindows = fc
  .array(fc.tuple(fc.constantFrom(0, 1), change), { maxLength: 20 })
  .map(changes =>
    changes.reduce<[Progress, Progress]>(
      ([a, b], [window, what], minute) =>
        window === 0 ? [apply(a, what, minute), b] : [a, apply(b, what, minute)],
      [start, start],
    ),
  )

function apply(progress: Progress, what: Change, minute: number): Progress {
  if (what.kind === 'verdict') return recordVerdict(progress, what.lesson, what.verdict, at(minute))
  if (what.kind === 'hint') return recordHint(progress, what.lesson, 'a', what.tier)
  return recordPosition(progress, { lesson: what.lesson, step: null, page: what.page, at: at(minute) })
}

describe('two windows on one workspace', () => {
  test('lose nothing that either reached', () => {
    fc.assert(
      fc.property(twoWindows, ([a, b]) => {
        const merged = mergeProgress(a, b)
        for (const one of [a, b]) {
          for (const id of Object.keys(one.lessons)) {
            const before = lessonProgress(one, id)
            const after = lessonProgress(merged, id)
            if (before.firstPassedAt !== null)
              expect((after.firstPassedAt ?? '9') <= before.firstPassedAt).toBe(true)
            expect(after.attempts).toBeGreaterThanOrEqual(before.attempts)
            expect(after.hints.a ?? 0).toBeGreaterThanOrEqual(before.hints.a ?? 0)
            expect((after.gradedAt ?? '') >= (before.gradedAt ?? '')).toBe(true)
          }
          expect((merged.position?.at ?? '') >= (one.position?.at ?? '')).toBe(true)
        }
      }),
    )
  })

  test('come to the same in any order, and a second time changes nothing', () => {
    fc.assert(
      fc.property(twoWindows, ([a, b]) => {
        const merged = mergeProgress(a, b)
        expect(mergeProgress(b, a)).toEqual(merged)
        expect(mergeProgress(merged, a)).toEqual(merged)
        expect(mergeProgress(a, a)).toEqual({ ...a, lessons: mergeProgress(a, a).lessons })
      }),
    )
  })
})

describe('the file', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(twoWindows, ([progress]) => {
        expect(parseProgress(formatProgress(progress))).toEqual({ kind: 'progress', progress })
      }),
    )
  })

  test('is read with a byte order mark, with members of its own and with members left out', () => {
    const text = '\uFEFF{"schema": 1, "note": "mine", "lessons": {"01": {"verdict": "passed"}}}'
    const parsed = parseProgress(text)
    expect(parsed.kind === 'progress' && lessonProgress(parsed.progress, '01').verdict).toBe('passed')
  })

  test.each([
    ['', 'it is not valid JSON'],
    ['{"schema": 1, "lessons"', 'it is not valid JSON'],
    ['null', 'it has no schema'],
    ['[]', 'it has no schema'],
    ['{}', 'it has no schema'],
    ['{"schema": 0}', 'it has the schema 0'],
    ['{"schema": 1, "lessons": []}', "its lessons can't be read"],
    ['{"schema": 1, "lessons": {"01": {"verdict": "perfect"}}}', "its verdict of 01 can't be read"],
    ['{"schema": 1, "lessons": {"01": {"attempts": -1}}}', "its attempts of 01 can't be read"],
    ['{"schema": 1, "lessons": {"01": {"hints": {"a": "x"}}}}', "its hints of 01 can't be read"],
    ['{"schema": 1, "position": {"lesson": "01"}}', "its time of position can't be read"],
    ['{"schema": 1, "given": [1]}', "its given can't be read"],
  ])('is damaged: %s', (text, reason) => {
    expect(parseProgress(text)).toEqual({ kind: 'damaged', reason })
  })

  test('of a later version is recognised', () => {
    expect(parseProgress('{"schema": 2, "anything": true}')).toEqual({ kind: 'newer', schema: 2 })
  })
})
