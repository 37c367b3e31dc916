import { describe, expect, it } from 'vitest'
import { findApproaches, forbiddenBy } from '../../src/kata/approaches.ts'

const kinds = (source: string, names: string[] | null = null) =>
  findApproaches(source, names)?.map(({ approach, line }) => `${approach}:${line}`)

describe('approaches in the syntax tree', () => {
  it.each([
    ['for (let i = 0; i < 3; i++) {}', ['loop:1']],
    ['for (const one of [1]) {}', ['loop:1']],
    ['for (const key in {}) {}', ['loop:1']],
    ['while (true) {}', ['loop:1']],
    ['do {} while (false)', ['loop:1']],
    ['\n\nexport const f = (text: string): string => text.replace(/a/g, "b")', ['regexp:3']],
    ['new RegExp("a")', ['regexp:1']],
    ['RegExp("a").test("b")', ['regexp:1']],
    ['const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"', ['table:1']],
    ['const HEX = `0123456789abcdef`', ['table:1']],
    ['const codes = [1, 2, 3, 4, 5, 6, 7, 8]', ['table:1']],
    ['const codes = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 }', ['table:1']],
    ['switch (x) { case 1: case 2: case 3: case 4: case 5: case 6: case 7: case 8: }', ['table:1']],
    ['for (const x of "ABCDEFGHIJKLMNOP") /b/.test(x)', ['loop:1', 'table:1', 'regexp:1']],
  ])('are found in %j', (source, found) => {
    expect(kinds(source)).toEqual(found)
  })

  it.each([
    ['a comment', '// for (;;) while (x) /a/ new RegExp'],
    ['a text', 'const text = "for (const a of b) while (/x/)"'],
    [
      'array methods and recursion',
      'const f = (n: number): number => (n === 0 ? 0 : [1, 2].map(x => x)[0]! + f(n - 1))',
    ],
    ['short lists', 'const pads = [0x36, 0x5c]'],
    [
      'a long name that repeats characters',
      'const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"',
    ],
    ['the path of an import', 'import { abcdefghijklmnop } from "./abcdefghijklmnopqrstu.ts"'],
    ['a division', 'const half = 1 / 2 / 3'],
    ['types', 'type Table = [1, 2, 3, 4, 5, 6, 7, 8]'],
  ])('are not seen in %s', (_name, source) => {
    expect(kinds(source)).toEqual([])
  })

  it('belong to the named functions and the helpers that they use', () => {
    const source = `
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'
export function encode(bytes: Uint8Array): string {
  return letter(bytes[0] as number)
}
function letter(index: number): string {
  return ALPHABET[index] as string
}
export function decode(text: string): Uint8Array {
  for (const character of text) console.log(character)
  return new Uint8Array()
}
`
    expect(kinds(source, ['encode'])).toEqual(['table:2'])
    expect(kinds(source, ['decode'])).toEqual(['loop:10'])
    expect(kinds(source, ['absent'])).toEqual([])
  })

  it('are unknown in code that does not parse', () => {
    expect(findApproaches('const', null)).toBeNull()
    expect(findApproaches('enum A { B }', null)).toBeNull()
  })

  it('are forbidden by the variant that names them', () => {
    const found = findApproaches('for (;;) /a/.test("")', null) ?? []
    expect(forbiddenBy('no-loop', found).map(one => one.what)).toEqual(['a for loop'])
    expect(forbiddenBy('no-regexp', found).map(one => one.what)).toEqual(['a regular expression'])
    expect(forbiddenBy('no-table', found)).toEqual([])
    expect(forbiddenBy('free', found)).toEqual([])
  })
})
