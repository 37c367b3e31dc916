/**
 * Rewrites learner code so that its work can be counted and its comparisons seen.
 * Positions on a line shift, lines do not. Used only for calls that are watched.
 */
import { type AnyNode, parse } from 'acorn'

export type Names = { work: string; compare: string }

const COMPARISONS = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>='])
type Node = AnyNode & { start: number; end: number; [member: string]: unknown }

/**
 * Adds `work()` to every function, loop round and branch, and turns `a === b` and the like into `compare('===', a, b)`.
 * @param source JavaScript, an ES module
 * @throws SyntaxError when the source is no JavaScript
 */
export function instrument(source: string, names: Names): string {
  const tree = parse(source, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Node
  let out = ''
  let position = 0
  const copyTo = (end: number): void => {
    out += source.slice(position, end)
    position = end
  }
  const add = (at: number, text: string): void => {
    copyTo(at)
    out += text
  }
  const count = `${names.work}();`

  const visitAll = (nodes: (Node | null)[]): void => {
    for (const node of nodes) if (node !== null) visit(node)
  }

  /** A statement that may or may not be a block: counted each time it runs. */
  const body = (node: Node): void => {
    if (node.type === 'BlockStatement') {
      add(node.start + 1, count)
      visitAll(childrenOf(node))
      return
    }
    add(node.start, `{${count}`)
    visit(node)
    add(node.end, '}')
  }

  /** An expression that may or may not be evaluated: counted each time it is. */
  const branch = (node: Node): void => {
    add(node.start, `(${names.work}(),`)
    visit(node)
    add(node.end, ')')
  }

  const functionBody = (node: Node): void => {
    const directives = (node.body as Node[]).filter(statement => statement.directive !== undefined)
    add(directives.at(-1)?.end ?? node.start + 1, `;${count}`)
    visitAll(childrenOf(node).filter(child => !directives.includes(child)))
  }

  const visit = (node: Node): void => {
    switch (node.type as string) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        visitAll(node.params as Node[])
        functionBody(node.body as Node)
        return
      case 'ArrowFunctionExpression': {
        visitAll(node.params as Node[])
        const inner = node.body as Node
        if (inner.type === 'BlockStatement') functionBody(inner)
        else branchInParentheses(inner)
        return
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
        visitAll(childrenOf(node).filter(child => child !== node.body))
        body(node.body as Node)
        return
      case 'DoWhileStatement':
        body(node.body as Node)
        visit(node.test as Node)
        return
      case 'IfStatement':
        visit(node.test as Node)
        body(node.consequent as Node)
        if (node.alternate) body(node.alternate as Node)
        return
      case 'ConditionalExpression':
        visit(node.test as Node)
        branchInParentheses(node.consequent as Node)
        branchInParentheses(node.alternate as Node)
        return
      case 'LogicalExpression':
        visit(node.left as Node)
        branchInParentheses(node.right as Node)
        return
      case 'BinaryExpression':
        if (COMPARISONS.has(node.operator as string)) comparison(node)
        else visitAll(childrenOf(node))
        return
      case 'TemplateLiteral':
        visitAll(node.expressions as Node[])
        return
      default:
        visitAll(childrenOf(node))
    }
  }

  /** The node's range leaves out parentheses around it; what is added inside of them is right as well. */
  const branchInParentheses = branch

  const comparison = (node: Node): void => {
    const left = node.left as Node
    const right = node.right as Node
    const operator = node.operator as string
    add(node.start, `${names.compare}('${operator}',`)
    visit(left)
    const gap = source.slice(left.end, right.start)
    const at = left.end + operatorIndex(gap, operator)
    copyTo(at)
    out += ','
    position = at + operator.length
    visit(right)
    add(node.end, ')')
  }

  visit(tree)
  copyTo(source.length)
  return out
}

/** Where the operator stands between two operands; comments are passed over. */
function operatorIndex(gap: string, operator: string): number {
  const blanked = gap.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, comment => ' '.repeat(comment.length))
  return blanked.indexOf(operator)
}

/** All child nodes in the order of the source. */
function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const [member, value] of Object.entries(node)) {
    if (member === 'type') continue
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'object' && item !== null && typeof (item as Node).type === 'string') children.push(item as Node)
    }
  }
  // A shorthand `{ a }` has the same node as key and value.
  return children
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((child, index, all) => index === 0 || child.start >= (all[index - 1] as Node).end)
}
