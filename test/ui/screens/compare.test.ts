import { describe, expect, test } from 'vitest'
import { compareText, comparisonRows } from '../../../src/ui/screens/compare.ts'
import { unicodeSigns } from '../../../src/text/signs.ts'
import { textOfRow } from '../../../src/text/span.ts'
import { widthOfRow } from '../../../src/text/width.ts'

const theirs = 'function a() {\n  return 1\n}\n'
const ours = 'function a() {\n  const one = 1\n  return one\n}\n'

describe('two versions of a file', () => {
  test('equal lines stand beside each other', () => {
    expect(compareText(theirs, ours)).toEqual([
      { kind: 'same', left: 'function a() {', right: 'function a() {' },
      { kind: 'different', left: '  return 1', right: '  const one = 1' },
      { kind: 'different', left: null, right: '  return one' },
      { kind: 'same', left: '}', right: '}' },
    ])
  })

  test('line ends of Windows make no difference', () => {
    expect(compareText(theirs.replaceAll('\n', '\r\n'), theirs).every(({ kind }) => kind === 'same')).toBe(
      true,
    )
  })

  test('on a narrow screen one stands below the other, with signs', () => {
    const rows = comparisonRows(compareText(theirs, ours), 60, unicodeSigns).map(textOfRow)
    expect(rows).toEqual([
      '- yours   + ours',
      '  function a() {',
      '-   return 1',
      '+   const one = 1',
      '+   return one',
      '  }',
    ])
  })

  test.each([40, 84, 120, 240])('at %i columns nothing is wider than the screen', width => {
    const long = `${'x'.repeat(300)}\n日本語${'語'.repeat(100)}\n`
    for (const row of comparisonRows(compareText(long, `${long}y`), width, unicodeSigns)) {
      expect(widthOfRow(row)).toBeLessThanOrEqual(width)
    }
  })
})
