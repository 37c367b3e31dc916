import { describe, expect, test } from 'vitest'
import { equal, NOT_PLAIN, plain } from '../../../src/grader/diagnose/plain.ts'

describe('equal', () => {
  test.each([
    [0, -0],
    [Number.NaN, Number.NaN],
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    [Uint8Array.of(1, 2), Buffer.from([1, 2])],
    [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ])('%o and %o', (left, right) => {
    expect(equal(left, right)).toBe(true)
  })

  test.each([
    [1, '1'],
    [null, undefined],
    [[], {}],
    [{}, { a: undefined }],
    [[1, 2], [1]],
    [Uint8Array.of(1), [1]],
    [{ toString: 1 }, {}],
    [NOT_PLAIN, {}],
  ])('not %o and %o', (left, right) => {
    expect(equal(left, right)).toBe(false)
  })
})

test('a described object has its own members only, __proto__ too', () => {
  const value = plain({
    type: 'object',
    name: 'Object',
    entries: [
      [
        '__proto__',
        { type: 'object', name: 'Object', entries: [['admin', { type: 'boolean', value: true }]] },
      ],
    ],
  })
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(Object.keys(value as object)).toEqual(['__proto__'])
  expect((value as { admin?: boolean }).admin).toBeUndefined()
})

test('what has no plain form stays apart from everything', () => {
  expect(plain({ type: 'exotic', text: 'a Map' })).toBe(NOT_PLAIN)
  expect(plain({ type: 'bigint', value: '9007199254740993' })).toBe(9007199254740993n)
})
