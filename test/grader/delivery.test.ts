import { describe, expect, test } from 'vitest'
import { createDelivery } from '../../src/grader/delivery.ts'
import type { LessonReport } from '../../src/grader/types.ts'

const ORDER = ['01-first', '02-same', '03-later', '04-last']

function report(
  id: string,
  verdict: LessonReport['verdict'],
  more: Partial<LessonReport> = {},
): LessonReport {
  return {
    id,
    title: id,
    chapter: 'build',
    files: [`jwt/${id}.ts`],
    verdict,
    durationMs: 1,
    seed: 7,
    problem: null,
    steps: [],
    console: [],
    blockedBy: [],
    imports: [],
    ...more,
  }
}

function deliver(ids: string[], known: LessonReport[] = []) {
  const seen: LessonReport[] = []
  const delivery = createDelivery(ids, new Map(known.map(one => [one.id, one])), ORDER, one => seen.push(one))
  return { delivery, seen, ids: () => seen.map(({ id }) => id) }
}

test('reports are handed out once, in the order of the course, whatever comes in first', () => {
  const { delivery, ids } = deliver(['01-first', '02-same', '03-later'])
  delivery.add(report('03-later', 'passed'))
  expect(ids()).toEqual([])
  delivery.add(report('01-first', 'passed'))
  expect(ids()).toEqual(['01-first'])
  delivery.add(report('02-same', 'failed'))
  expect(ids()).toEqual(['01-first', '02-same', '03-later'])
  expect(delivery.reports().map(({ id }) => id)).toEqual(ids())
})

describe('a lesson that does not pass', () => {
  const first = report('01-first', 'failed', { files: ['jwt/first.ts'] })
  const imports = ['jwt/later.ts', 'jwt/first.ts']
  const later = report('03-later', 'failed', { files: ['jwt/later.ts'], imports })

  test('is blocked by an earlier one whose file it imports, not by one in its own file', () => {
    const { delivery, seen } = deliver(['01-first', '02-same', '03-later'])
    delivery.add(first)
    delivery.add(report('02-same', 'failed', { files: ['jwt/first.ts'], imports: ['jwt/first.ts'] }))
    delivery.add(later)
    expect(seen.map(({ blockedBy }) => blockedBy)).toEqual([[], [], ['01-first', '02-same']])
  })

  test('is blocked by one that an earlier run found failing', () => {
    const { delivery, seen } = deliver(['03-later'], [first])
    delivery.add(later)
    expect(seen[0]?.blockedBy).toEqual(['01-first'])
  })

  test.each(['passed', 'skipped'] as const)('is not blocked by one that is %s', verdict => {
    const { delivery, seen } = deliver(['03-later'], [{ ...first, verdict }])
    delivery.add(later)
    expect(seen[0]?.blockedBy).toEqual([])
  })
})
