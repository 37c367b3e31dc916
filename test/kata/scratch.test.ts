import { expect, test } from 'vitest'
import { withoutLeftovers } from '../../src/kata/scratch.ts'

test('helpers that only the old answer needed go, with their comments', () => {
  const source = `import { JwtError } from './errors.ts'

// The alphabet of base64url.
const ALPHABET = 'abc'
const inner = (index: number) => ALPHABET[index]

/** Kept: decode needs it. */
const values = new Map<string, number>()

export function encode(bytes: Uint8Array): string {
  throw notImplemented('encode')
}

export function decode(text: string): Uint8Array {
  return Uint8Array.of(values.get(text) ?? 0)
}
`
  expect(withoutLeftovers(source)).toBe(`import { JwtError } from './errors.ts'

/** Kept: decode needs it. */
const values = new Map<string, number>()

export function encode(bytes: Uint8Array): string {
  throw notImplemented('encode')
}

export function decode(text: string): Uint8Array {
  return Uint8Array.of(values.get(text) ?? 0)
}
`)
})

test.each([
  ['a statement may need anything', "const table: string[] = []\ntable.push('a')\nexport const one = 1\n"],
  ['a file that is not TypeScript stays as it is', 'const = \n'],
  ['everything is needed', 'const a = 1\nexport { a }\n'],
  ['a default export', 'const a = 1\nexport default a\n'],
])('%s', (_name, source) => {
  expect(withoutLeftovers(source)).toBe(source)
})
