import { expect, test } from 'vitest'
import { withoutComments } from '../../src/source/strip-comments.ts'

test('doc comments, comments beside code and the gaps they leave go; code stays as it is', () => {
  const source = `/** The alphabet. */
const ALPHABET = 'A//B' // not a comment inside of quotes

/**
 * Encodes.
 */
export function encode(bytes: Uint8Array): string {
  // Nothing yet.

  return ALPHABET /* really */ + \`/* text */\`
}
`
  expect(withoutComments(source)).toBe(`const ALPHABET = 'A//B'

export function encode(bytes: Uint8Array): string {
  return ALPHABET + \`/* text */\`
}
`)
})

test('what can not be parsed stays as it is', () => {
  expect(withoutComments('const = // no\n')).toBe('const = // no\n')
})
