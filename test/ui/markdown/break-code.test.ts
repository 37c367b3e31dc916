import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Row, textOfRow } from '../../../src/text/span.ts'
import { widthOfRow } from '../../../src/text/width.ts'
import { breakCode } from '../../../src/ui/markdown/break-code.ts'
import { codeRow } from '../../../src/ui/markdown/code.ts'

const rowsOf = (code: string, columns: number): string[] =>
  breakCode(codeRow(code, 'ts'), columns).map(textOfRow)

test.each([
  [
    'after the sign of an assignment rather than in what is assigned',
    "const header = { ...decodeJson(headerSegment), alg: 'none' }",
    ['const header =', "{ ...decodeJson(headerSegment), alg: 'none' }"],
  ],
  [
    'before a statement that depends on a condition',
    "if (request.method !== 'POST') return refuse(405, { Allow: 'POST' })",
    ["if (request.method !== 'POST')", "return refuse(405, { Allow: 'POST' })"],
  ],
  [
    'never after return',
    'if (aVeryLongConditionThatFillsTheWholeRow(a)) return refuse(404)',
    ['if (aVeryLongConditionThatFillsTheWholeRow(a))', 'return refuse(404)'],
  ],
  [
    'before a comment at its end',
    'const key = selectKey(header, trusted)       // the token names it',
    ['const key = selectKey(header, trusted)', '// the token names it'],
  ],
  [
    'between arguments rather than in one of them',
    "if (!verify('sha256', input, key, decode(signatureSegment))) {",
    ["if (!verify('sha256', input, key,", 'decode(signatureSegment))) {'],
  ],
  [
    'between calls rather than in one of them',
    "return createHmac('sha256', key).update(signingInput).digest()",
    ["return createHmac('sha256', key).update(signingInput)", '.digest()'],
  ],
  [
    'before a block that has its statement in the same line',
    "try { key = read() } catch { throw new JwtError('bad-key', 'no') }",
    ['try { key = read() }', "catch { throw new JwtError('bad-key', 'no') }"],
  ],
  [
    'beside a regular expression rather than in it',
    'const token = /^bearer +([a-z]+=*)$/i.exec(header)?.[1] ?? noTokenAtAll',
    ['const token = /^bearer +([a-z]+=*)$/i.exec(header)?.[1]', '?? noTokenAtAll'],
  ],
  [
    'before from',
    "import { createPublicKey, generateKeyPairSync } from 'node:crypto'",
    ['import { createPublicKey, generateKeyPairSync }', "from 'node:crypto'"],
  ],
])('a line of code goes on %s', (_, code, rows) => {
  expect(rowsOf(code, 57)).toEqual(rows)
})

test('a row that fits stays as it is', () => {
  expect(rowsOf('  return 1', 20)).toEqual(['  return 1'])
})

test('no row is wider than the pane, and nothing is lost', () => {
  const word = fc.constantFrom(
    'return',
    'throw new Error(',
    'a(',
    ')',
    '{ b: 1 },',
    "'a b'",
    '// c',
    '=',
    'const x',
  )
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 14 }),
      fc.integer({ min: 20, max: 50 }),
      (words, columns) => {
        const code = words.join(' ')
        const rows: Row[] = breakCode(codeRow(code, 'ts'), columns)
        for (const row of rows) expect(widthOfRow(row)).toBeLessThanOrEqual(columns)
        const texts = rows.map(textOfRow)
        expect(texts.join('').replace(/\s/g, '')).toBe(code.replace(/\s/g, ''))
      },
    ),
    { numRuns: 300 },
  )
})
