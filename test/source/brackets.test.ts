import { expect, test } from 'vitest'
import { unmatchedBracket } from '../../src/source/brackets.ts'

test.each([
  ['a loop in a function', 'function a() {\n  for (;;) {\n    b()\n}\nexport function c() {\n}\n', 2, '{'],
  ['the last function of a file', 'function a() {\n  b()\n', 1, '{'],
  ['before the next export', 'function a() {\n  b()\n\nexport function c() {\n}\n', 1, '{'],
  ['a call before a brace', "function a() {\n  return b(c('x')\n}\n", 2, '('],
  ['a call', 'function a() {\n  b(c\n}\n', 2, '('],
  [
    'an if among others',
    'function a() {\n  if (b) { c()\n  d()\n  }\n  if (e) {\n    f()\n  g()\n}\n',
    5,
    '{',
  ],
])('the bracket without a partner: %s', (_, source, line, bracket) => {
  expect(unmatchedBracket(source)).toMatchObject({
    line,
    text: expect.stringContaining(`opens a ${bracket} that`),
  })
})

test.each([
  ['}', 1],
  ['function a() {\n  if (b) { c() } }\n}\n', 3],
  ['export function a() {\n  return 1\n}\n}\nexport const b = [1]\n', 4],
])('a bracket that closes nothing in %j', (source, line) => {
  expect(unmatchedBracket(source)).toEqual({
    line,
    text: `Line ${line} has a } that closes nothing: there is one too many, here or above.`,
  })
})

test.each([
  ['', null],
  ["function a() {\n  return '{'\n}\n", null],
  ['function a() {\n    if (b) {\n  c()\n}\n}\n', null],
])('none in %j', (source, slip) => {
  expect(unmatchedBracket(source)).toBe(slip)
})
