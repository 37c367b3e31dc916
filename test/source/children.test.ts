import { parse } from 'acorn'
import { expect, test } from 'vitest'
import { childrenOf } from '../../src/source/children.ts'

const typesOf = (source: string): string[] =>
  childrenOf(parse(source, { ecmaVersion: 'latest' }).body[0] as never).map(({ type }) => type)

test('children come in the order of the source', () => {
  expect(typesOf('if (a) { b } else c()')).toEqual(['Identifier', 'BlockStatement', 'ExpressionStatement'])
  expect(typesOf('for (const x of [y]) z')).toEqual([
    'VariableDeclaration',
    'ArrayExpression',
    'ExpressionStatement',
  ])
})

test('a shorthand is one child, and an array with holes has none for them', () => {
  const [statement] = parse('({ a })', { ecmaVersion: 'latest' }).body
  const [object] = childrenOf(statement as never)
  expect(childrenOf(childrenOf(object as never)[0] as never)).toHaveLength(1)
  const [holes] = childrenOf(parse('[, b, , c]', { ecmaVersion: 'latest' }).body[0] as never)
  expect(childrenOf(holes as never)).toHaveLength(2)
})

test('a pattern, a regular expression and null have no children', () => {
  const [literal] = childrenOf(parse('/a/u', { ecmaVersion: 'latest' }).body[0] as never)
  expect(childrenOf(literal as never)).toEqual([])
})
