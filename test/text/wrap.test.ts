import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Row, span, textOfRow } from '../../src/text/span.ts'
import { widthOfRow } from '../../src/text/width.ts'
import { wrapSpans, wrapText } from '../../src/text/wrap.ts'

const texts = (rows: Row[]) => rows.map(textOfRow)

describe('wrapped text', () => {
  test.each([
    ['breaks at blanks', 'one two three', 7, ['one two', 'three']],
    ['keeps line breaks', 'one\ntwo\n\nthree', 20, ['one', 'two', '', 'three']],
    ['keeps the blanks that indent the first line', '  one two', 6, ['  one', 'two']],
    ['breaks a word only when it is longer than a line', 'aa bbbbbbbb cc', 4, ['aa', 'bbbb', 'bbbb', 'cc']],
    ['counts a wide character as two columns', '日本語日本語', 6, ['日本語', '日本語']],
    ['keeps a closing mark with the wide character before it', '日本語。日本', 6, ['日本', '語。日', '本']],
    ['keeps the parts of an emoji together', '👩‍💻👩‍💻', 2, ['👩‍💻', '👩‍💻']],
    ['keeps accents with their letter', 'e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301', 'e\u0301']],
    ['gives one empty line for nothing', '', 10, ['']],
  ])('%s', (_, text, width, lines) => {
    expect(texts(wrapText(text, width))).toEqual(lines)
  })

  test('a word that changes its look inside is not broken', () => {
    const rows = wrapSpans([span('see '), span('encode', 'code'), span(', then go on')], 12)
    expect(texts(rows)).toEqual(['see encode,', 'then go on'])
    expect(rows[0]?.[1]).toEqual({ text: 'encode', role: 'code' })
  })

  test('no line is wider than the screen, and no word is lost', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom('日本語', 'ok', '`x`'),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 4, max: 40 }), (words, width) => {
        const text = words.map(one => one.replace(/[\s\p{C}]/gu, '')).join(' ')
        const rows = wrapText(text, width)
        for (const row of rows) expect(widthOfRow(row)).toBeLessThanOrEqual(width)
        expect(texts(rows).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
      { numRuns: 200 },
    )
  })
})
