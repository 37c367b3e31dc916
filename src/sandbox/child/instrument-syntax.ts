/** What the instrumenter asks about a piece of syntax. Pure. */
import type { AnyNode } from 'acorn'
import { childrenOf } from '../../source/children.ts'

export type Node = AnyNode & { start: number; end: number; [member: string]: unknown }

/** Code that reads members, calls something or goes round: work, where it runs by a condition. */
const READING = new Set([
  'CallExpression',
  'NewExpression',
  'MemberExpression',
  'TaggedTemplateExpression',
  'TemplateLiteral',
  'SpreadElement',
  'ArrayPattern',
  'ObjectPattern',
  'ImportExpression',
  'YieldExpression',
  'AwaitExpression',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
])

/** Whether code neither calls nor reads anything but variables: keeping or dropping what was read before is no work. */
export function readsNothing(node: Node): boolean {
  return !READING.has(node.type) && childrenOf(node).every(readsNothing)
}

/** A direct call of eval, which sees the variables around it. */
export function isEval(node: Node): boolean {
  const [first] = node.arguments as (Node | undefined)[]
  const callee = node.callee as Node & { name?: string }
  return (
    callee.type === 'Identifier' &&
    callee.name === 'eval' &&
    first !== undefined &&
    first.type !== 'SpreadElement'
  )
}

/** Where the operator stands between two operands; comments are passed over. */
export function operatorIndex(gap: string, operator: string): number {
  const blanked = gap.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, comment => ' '.repeat(comment.length))
  return blanked.indexOf(operator)
}
