import { expect, test } from 'vitest'
import { span, textOfRow } from '../../src/text/span.ts'
import { cutRow, padRow, spreadRow, takeColumns, widthOf } from '../../src/text/width.ts'

test('a text is measured as a terminal draws it', () => {
  expect(['abc', '日本', '👍🏽', 'e\u0301', ''].map(widthOf)).toEqual([3, 4, 2, 1, 0])
})

test('a wide character is not cut in half', () => {
  expect(takeColumns('日本語', 5)).toBe('日本')
})

test('a row that is too long ends with the cut sign', () => {
  expect(textOfRow(cutRow([span('hello '), span('world', 'code')], 8, '…'))).toBe('hello w…')
  expect(textOfRow(cutRow([span('hello')], 5, '…'))).toBe('hello')
})

test('a row is filled with blanks', () => {
  expect(textOfRow(padRow([span('日本')], 6))).toBe('日本  ')
})

test('two rows share a line, and the first gives way', () => {
  expect(textOfRow(spreadRow([span('left')], [span('right')], 16, '…'))).toBe('left       right')
  expect(textOfRow(spreadRow([span('a very long left')], [span('right')], 16, '…'))).toBe('a very lo… right')
})
