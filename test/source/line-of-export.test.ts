import { expect, test } from 'vitest'
import { lineOfExport } from '../../src/source/line-of-export.ts'

const source = `import { notImplemented } from './not-implemented.ts'

/** Bytes to text. */
export function encode(bytes: Uint8Array): string {
  return String(bytes.length)
}

export const decode = (text: string): Uint8Array => {
  throw notImplemented('decode')
}
`

test('is the line of the first function that is still to be written', () => {
  expect(lineOfExport(source, ['encode', 'decode'])).toBe(8)
})

test('is the line of the first one when all are written', () => {
  expect(
    lineOfExport(source.replace('throw notImplemented', 'return (0, String)'), ['encode', 'decode']),
  ).toBe(4)
})

test('is none when the file has none of them', () => {
  expect(lineOfExport(source, ['verify'])).toBeNull()
})
