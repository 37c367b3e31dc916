import { describe, expect, test } from 'vitest'
import { extractSource } from '../../src/source/select.ts'
import { transplant } from '../../src/source/transplant.ts'

const STARTER = `import { JwtError } from './errors.ts'
import { notImplemented } from './not-implemented.ts'

/** Encodes. */
export function encode(bytes: Uint8Array): string {
  throw notImplemented('encode')
}

/** Decodes. */
export function decode(text: string): Uint8Array {
  throw notImplemented('decode')
}
`

const MINE = `const TABLE = 'mine'

// My own words.
export function encode(bytes: Uint8Array): string {
  return TABLE // é
}

/** My decode. */
export function decode(text: string): Uint8Array { return new Uint8Array() } // done

console.log('last')
`

describe('putting back one function', () => {
  test('keeps everything else as the learner wrote it', () => {
    expect(transplant(MINE, STARTER, ['decode'])).toBe(`import { notImplemented } from './not-implemented.ts'

const TABLE = 'mine'

// My own words.
export function encode(bytes: Uint8Array): string {
  return TABLE // é
}

/** Decodes. */
export function decode(text: string): Uint8Array {
  throw notImplemented('decode')
}

console.log('last')
`)
  })

  test('keeps CRLF and a byte order mark', () => {
    const result = transplant(`\uFEFF${MINE.replaceAll('\n', '\r\n')}`, STARTER, ['decode'])
    expect(result?.startsWith('\uFEFFimport')).toBe(true)
    expect(result?.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('adds a function that is not there', () => {
    const result = transplant('export function encode(): string { return "" }', STARTER, ['decode'])
    expect(result).toContain('return "" }\n\n/** Decodes. */\nexport function decode')
  })

  test('works in an empty file', () => {
    expect(transplant('', STARTER, ['decode'])).toContain('import { notImplemented }')
  })

  test('replaces a function that was written as a constant', () => {
    const result = transplant('export const decode = (text: string) => new Uint8Array()\n', STARTER, [
      'decode',
    ])
    expect(result).not.toContain('const decode')
    expect(result).toContain("throw notImplemented('decode')")
  })

  test('adds to an import only what is missing', () => {
    const source = "import { a, b } from './x.ts'\n\nexport function f(): number {\n  return a + b\n}\n"
    expect(
      transplant("import { a } from './x.ts'\nexport function f() { return a }\n", source, ['f']),
    ).toContain("import { a } from './x.ts'\nimport { b } from './x.ts'\n")
  })

  test('does it once: the second time nothing changes', () => {
    const once = transplant(MINE, STARTER, ['decode']) as string
    expect(transplant(once, STARTER, ['decode'])).toBe(once)
  })

  test.each([
    ['a file that cannot be parsed', 'export function decode( {'],
    ['a name that is exported by a list', 'function decode() {}\nexport { decode }\n'],
    ['an import by the same name', "import { decode } from './other.ts'\nexport { decode }\n"],
    ['a name that means something else', 'const notImplemented = 1\nexport function decode() {}\n'],
    ['a constant among others', 'export const decode = () => 1, encode = () => 2\n'],
  ])('gives up on %s', (_, target) => {
    expect(transplant(target, STARTER, ['decode'])).toBeNull()
  })
})

describe('putting in a solution', () => {
  const SOLUTION = `import { JwtError } from './errors.ts'

/** Size of things. */
const SIZE = 64

export function encode(): number {
  return SIZE
}

export function decode(text: string): number {
  return check(text)
}

function check(text: string): number {
  if (text === '') throw new JwtError('malformed', String(SIZE))
  return deeper()
}

function deeper(): number {
  return 1
}
`

  test('brings its private helpers and imports along', () => {
    const result = transplant('export function encode(): number {\n  return 1\n}\n', SOLUTION, [
      'decode',
    ]) as string
    expect(result).toMatch(/^import \{ JwtError \} from '\.\/errors\.ts'\n/)
    for (const name of ['const SIZE = 64', 'function check', 'function deeper'])
      expect(result).toContain(name)
    expect(result).toContain('return 1\n}\n')
  })

  test('gives up where a helper of the learner has the same name', () => {
    const mine = 'const SIZE = 3\nexport function encode(): number {\n  return SIZE\n}\n'
    expect(transplant(mine, SOLUTION, ['decode'])).toBeNull()
  })

  test('gives up where a type is missing', () => {
    const source =
      'export type Key = { kid: string }\n\nexport function pick(): Key {\n  return { kid: "" }\n}\n'
    expect(transplant('export function other() {}\n', source, ['pick'])).toBeNull()
  })

  test('the part of one lesson does not show the other', () => {
    expect(extractSource(SOLUTION, ['encode'])).toBe(`/** Size of things. */
const SIZE = 64

export function encode(): number {
  return SIZE
}
`)
    expect(extractSource(SOLUTION, ['decode'])).toMatch(/^import \{ JwtError \}/)
  })
})
