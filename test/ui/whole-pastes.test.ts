import { describe, expect, test } from 'vitest'
import { createPasteJoiner } from '../../src/ui/whole-pastes.ts'

const start = '\u001b[200~'
const end = '\u001b[201~'

function joined(chunks: string[], limit = 100) {
  const told: string[] = []
  const join = createPasteJoiner(limit, {
    onProgress: characters => told.push(`${characters}`),
    onTooLong: () => told.push('too long'),
  })
  return { handedOn: chunks.map(join), told }
}

/** All ways to cut a string once. */
const cuts = (text: string) =>
  Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)])

describe('a paste', () => {
  test('is handed on in one piece, at its end', () => {
    const { handedOn } = joined(['a', `b${start}one`, 'two', `three${end}c`, 'd'])
    expect(handedOn).toEqual(['a', 'b', '', `${start}onetwothree${end}c`, 'd'])
  })

  test('may be followed by another one', () => {
    const { handedOn } = joined([`${start}one${end}${start}tw`, `o${end}${start}${end}`])
    expect(handedOn).toEqual([`${start}one${end}`, `${start}two${end}${start}${end}`])
  })

  test('loses nothing, wherever it is cut', () => {
    const text = `\u001b[A${start}eyJ\u001b[200\u001b[Be${end}x\u001b${start}${end}`
    for (const chunks of cuts(text)) {
      for (const more of cuts(chunks[1] ?? '')) {
        expect(joined([chunks[0] ?? '', ...more]).handedOn.join('')).toBe(text)
      }
    }
  })

  test('of the limit is whole, of one character more it is empty, and that is told once, before its end', () => {
    expect(joined([`${start}1234`, `5${end}`], 5)).toEqual({
      handedOn: ['', `${start}12345${end}`],
      told: [],
    })
    const { handedOn, told } = joined([`${start}12345`, '67890', '12345', `6${end}q`], 5)
    expect(handedOn).toEqual(['', '', '', `${start}${end}q`])
    expect(told).toEqual(['too long'])
  })

  test('whose mark was handed on in part ends for the reader all the same', () => {
    const { handedOn } = joined(['\u001b[20', '0~123456789012', end], 5)
    expect(handedOn.join('')).toBe(`${start}${end}`)
  })

  test('is followed while it comes', () => {
    const piece = 'x'.repeat(300_000)
    expect(joined([start, piece, piece, piece, piece, end], 2_000_000).told).toEqual(['600000', '1200000'])
  })

  test('without an end is given up by Ctrl+C alone, not by one inside', () => {
    expect(joined([`${start}abc`, 'd\u0003e', '\u0003', 'q']).handedOn).toEqual(['', '', '\u0003', 'q'])
  })
})
