import { expect, test } from 'vitest'
import { strings } from '../../../src/grader/kit/index.ts'

test('strings are separated by blanks and line breaks, whatever else is in them', () => {
  expect(strings`a b,c "d"
    'e' \`f\``).toEqual(['a', 'b,c', '"d"', "'e'", '`f`'])
  expect(strings``).toEqual([])
})

test('escapes are those of JavaScript', () => {
  expect(strings`\x20a\n \t\0 \u00e9 \u{1f600} \ud83d \\u12 \\"`).toEqual([
    ' a\n',
    '\t\0',
    'é',
    '😀',
    '\ud83d',
    '\\u12',
    '\\"',
  ])
})
