import { expect, test } from 'vitest'
import { type Evidence, mistakesIn } from '../../../src/grader/kit/index.ts'

const evidence = (text: string | null) => ({ name: 'f', text }) as Evidence

test('a sign says whether a mistake shows, with placeholders of its own or those of the table', () => {
  const mistakes = mistakesIn(
    ({ text }) => text,
    { empty: text => text === '', long: text => text.length > 3 && { length: String(text.length) } },
    text => ({ text }),
  )
  const found = (text: string | null) => mistakes.map(({ id, matches }) => [id, matches(evidence(text))])
  expect(found('')).toEqual([
    ['empty', { text: '' }],
    ['long', false],
  ])
  expect(found('abcd')).toEqual([
    ['empty', false],
    ['long', { length: '4' }],
  ])
  expect(found(null)).toEqual([
    ['empty', false],
    ['long', false],
  ])
})

test('without words a sign that fits has no placeholders', () => {
  const [mistake] = mistakesIn(({ text }) => text, { any: () => true })
  expect(mistake?.matches(evidence('x'))).toBe(true)
})
