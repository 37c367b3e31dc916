import type { Node } from 'acorn'

/**
 * The child nodes of a node of a syntax tree, in the order of the source. A shorthand `{ a }`, whose key and value are one
 * node, has it once.
 */
export function childrenOf<Child extends Node>(node: Child): Child[] {
  return Object.values(node)
    .flat()
    .filter(isNode<Child>)
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter((child, index, all) => index === 0 || child.start >= (all[index - 1] as Child).end)
}

const isNode = <Child extends Node>(value: unknown): value is Child =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
