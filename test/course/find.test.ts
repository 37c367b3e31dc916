import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance, findLesson, nearestName } from '../../src/course/find.ts'
import { parseLesson } from '../../src/course/parse.ts'
import type { Course } from '../../src/course/types.ts'
import { LESSON } from './lesson-text.ts'

const base = parseLesson(LESSON, 'lesson.md')
const ids = ['01-base64url-encode', '02-base64url-decode', '07-expiry', '08-claims', '10-alg-none']
const course: Course = {
  version: '0.0.0',
  chapters: [],
  lessons: ids.map(id => ({ ...base, id, number: Number.parseInt(id, 10) })),
}

describe('a lesson is named by', () => {
  test.each([
    ['its number', '7', '07-expiry'],
    ['its number with a zero', '07', '07-expiry'],
    ['two digits', '10', '10-alg-none'],
    ['its id', '07-expiry', '07-expiry'],
    ['its id without the number', 'base64url-encode', '01-base64url-encode'],
    ['a unique part', 'exp', '07-expiry'],
    ['capitals', 'EXPIRY', '07-expiry'],
    ['blanks around it', ' claims ', '08-claims'],
  ])('%s', (_, name, id) => {
    expect(findLesson(course, name)).toMatchObject({ kind: 'found', lesson: { id } })
  })

  test('a part of several names none of them', () => {
    expect(findLesson(course, 'base64url')).toEqual({
      kind: 'ambiguous',
      candidates: ['01-base64url-encode', '02-base64url-decode'],
    })
  })

  test.each([
    ['expirey', '07-expiry'],
    ['cliams', '08-claims'],
    ['07-exipry', '07-expiry'],
    ['encoed', '01-base64url-encode'],
    ['zzzzzzzz', null],
    ['99', null],
    ['', null],
  ])('a typo gets the nearest: %s', (name, nearest) => {
    expect(findLesson(course, name)).toEqual({ kind: 'unknown', nearest })
  })
})

describe('the edit distance', () => {
  test.each([
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['cliams', 'claims', 1],
    ['check', 'check', 0],
  ])('of "%s" and "%s"', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  test('is the same both ways and never above the longer length', () => {
    const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b)
        expect(distance).toBe(editDistance(b, a))
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(distance === 0).toBe(a === b)
      }),
    )
  })
})

test('a command that is far from all has no nearest', () => {
  expect(nearestName('chekc', ['check', 'list'])).toBe('check')
  expect(nearestName('frobnicate', ['check', 'list'])).toBeNull()
})
