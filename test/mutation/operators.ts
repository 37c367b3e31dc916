/** What may be wrong at one place of a program: for each kind of node, the texts that could stand there instead. */
import type { AnyNode } from 'acorn'

/** Gives the source text of a node. */
export type TextOf = (node: AnyNode) => string

/** Replacements for a node as whole texts; none when nothing is to be changed there. */
export function replacementsOf(node: AnyNode, text: TextOf): string[] {
  switch (node.type) {
    case 'BinaryExpression':
      if (node.left.type === 'PrivateIdentifier') return []
      return (BINARY[node.operator] ?? []).map(
        operator => `${text(node.left as AnyNode)} ${operator} ${text(node.right)}`,
      )
    case 'LogicalExpression':
      return (LOGICAL[node.operator] ?? []).map(
        operator => `${text(node.left)} ${operator} ${text(node.right)}`,
      )
    case 'UnaryExpression':
      return ['!', '-', '~'].includes(node.operator) ? [text(node.argument)] : []
    case 'UpdateExpression':
      return [text(node).replace(node.operator, node.operator === '++' ? '--' : '++')]
    case 'AssignmentExpression':
      return (ASSIGNMENT[node.operator] ?? []).map(
        operator => `${text(node.left)} ${operator} ${text(node.right)}`,
      )
    case 'ConditionalExpression':
      return [
        `(true ? ${text(node.consequent)} : ${text(node.alternate)})`,
        `(false ? ${text(node.consequent)} : ${text(node.alternate)})`,
      ]
    case 'IfStatement':
      return ['true', 'false'].map(test => text(node).replace(text(node.test), test))
    case 'WhileStatement':
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ThrowStatement':
    case 'ExpressionStatement':
      return [';']
    case 'ReturnStatement':
      return node.argument == null ? [] : ['return undefined']
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement'
        ? []
        : [`${text(node).slice(0, node.body.start - node.start)}undefined`]
    case 'ChainExpression':
      return [text(node).replace('?.', text(node).includes('?.[') || text(node).includes('?.(') ? '' : '.')]
    case 'TemplateLiteral':
      return ['``']
    case 'Literal':
      return literals(node.value, text(node))
    case 'Identifier':
      // A method may be called constructor, which every object has.
      return Object.hasOwn(NAMES, node.name) ? (NAMES[node.name] as string[]) : []
    default:
      return []
  }
}

const BINARY: Record<string, string[]> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&', '|'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
}
const LOGICAL: Record<string, string[]> = { '&&': ['||'], '||': ['&&'], '??': ['&&'] }
const ASSIGNMENT: Record<string, string[]> = {
  '+=': ['-='],
  '-=': ['+='],
  '|=': ['=', '&='],
  '^=': ['=', '|='],
  '<<=': ['>>='],
  '&=': ['|='],
}
const NAMES: Record<string, string[]> = { min: ['max'], max: ['min'], every: ['some'], some: ['every'] }

function literals(value: unknown, source: string): string[] {
  if (typeof value === 'number') return [String(value + 1), ...(value === 0 ? [] : [String(value - 1)])]
  if (typeof value === 'bigint') return [`${value + 1n}n`]
  if (typeof value === 'boolean') return [String(!value)]
  if (typeof value === 'string') return value === '' ? ["'x'"] : ["''"]
  if (value instanceof RegExp || source.startsWith('/')) return patterns(source)
  return []
}

/** A regular expression without each of its flags, its anchors, its quantifiers, and with classes turned round. */
function patterns(source: string): string[] {
  const end = source.lastIndexOf('/')
  const [body, flags] = [source.slice(1, end), source.slice(end + 1)]
  const bodies = [
    body.startsWith('^') ? body.slice(1) : null,
    body.endsWith('$') ? body.slice(0, -1) : null,
    body.includes('[^') ? body.replace('[^', '[') : body.includes('[') ? body.replace('[', '[^') : null,
    /[^\\]\+/.test(body) ? body.replace(/([^\\])\+/, '$1') : null,
    /[^\\]\*/.test(body) ? body.replace(/([^\\])\*/, '$1+') : null,
  ].filter(changed => changed !== null && changed !== '')
  return [
    ...bodies.map(changed => `/${changed}/${flags}`),
    ...[...flags].map(flag => `/${body}/${flags.replace(flag, '')}`),
  ]
}
