import { expect, test } from 'vitest'
import type { CallResult } from '../../../../src/grader/diagnose/evidence.ts'
import type { Learner } from '../../../../src/grader/kit/learner.ts'
import { expectRows } from '../../../../src/grader/kit/model/expect-rows.ts'
import { defineModel } from '../../../../src/grader/kit/model/model.ts'

const model = defineModel<[number], number>({ call: 'half', parameters: ['n'], right: n => n / 2 })
const ROWS = Array.from({ length: 100 }, (_, index) => index * 2)

/** The results of a function for numbers. */
const resultsOf = (half: (n: number) => number, numbers: readonly number[]): CallResult[] =>
  numbers.map(n => ({
    name: 'half',
    args: [n],
    outcome: { kind: 'value', value: { type: 'number', value: half(n) } },
  })) as unknown as CallResult[]

/** The id of the diagnosis, 'wrong value' without one, and null where all is right. */
function told(
  mistakes: Parameters<typeof expectRows<[number]>>[2]['mistakes'],
  half: (n: number) => number,
  numbers: readonly number[],
): string | null {
  const found: (string | null)[] = []
  const learner = {
    fail: (_about: CallResult, { id }: { id: string }) => found.push(id),
    expectValue: () => found.push('wrong value'),
  } as unknown as Learner
  expectRows(learner, resultsOf(half, numbers), { model, mistakes, history: [] }, null)
  return found[0] ?? null
}

test('the first mistake that gives the results of all rows is named, whichever rows are wrong', () => {
  const mistakes = model.mistakes({
    one: { down: n => Math.floor(n / 2), up: n => Math.ceil(n / 2), zero: n => (n % 2 === 0 ? 0 : n / 2) },
  })
  const numbers = [...ROWS, 3, -3]
  expect(told(mistakes, n => n / 2, numbers)).toBeNull()
  expect(told(mistakes, Math.floor, [])).toBeNull()
  expect(told(mistakes, n => Math.floor(n / 2), numbers)).toBe('down')
  expect(told(mistakes, n => Math.ceil(n / 2), numbers)).toBe('up')
  // Wrong as `down` for 3, and right for -3.
  expect(told(mistakes, n => (n === 3 ? 1 : n / 2), numbers)).toBe('wrong value')
  // As `down` where that is wrong, and wrong elsewhere too.
  expect(told(mistakes, n => (n === 0 ? 7 : Math.floor(n / 2)), numbers)).toBe('wrong value')
})

test('a mistake that gives something else for the wrong row is asked about that one only', () => {
  let asked = 0
  const mistakes = model.mistakes({
    one: {
      up: n => {
        asked++
        return Math.ceil(n / 2)
      },
    },
  })
  expect(told(mistakes, n => Math.floor(n / 2), [...ROWS, 3])).toBe('wrong value')
  expect(asked).toBe(1)
})
