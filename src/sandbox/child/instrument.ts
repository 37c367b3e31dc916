/**
 * Rewrites learner code so that its work can be counted and its comparisons seen.
 * Positions on a line shift, lines do not. Used only for calls that are watched.
 */
import { parse } from 'acorn'
import { childrenOf } from '../../source/children.ts'
import { isEval, type Node, operatorIndex, readsNothing } from './instrument-syntax.ts'

/** Global names of the functions that instrumented code calls. */
export type Names = {
  work: string
  compare: string
  /** Is told the value of a `switch` and of a `case`, and gives the latter back. */
  seeCase: string
  /** Is told the name under which a member is looked up, and gives it back. */
  seeKey: string
  /** Instruments the source that `eval` is given. */
  source: string
  /** Stands for an `eval` that is not called directly. */
  evaluate: string
}

const COMPARISONS = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=', 'in'])
const NAMED_BY_CONTEXT = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'ClassExpression'])

/** Source that may not run here, though it is JavaScript. */
export class Unwatchable extends SyntaxError {}

/** What the text that eval is given may have, depending on where eval is called. */
const WITHIN_ANYTHING = { allowSuperOutsideMethod: true, checkPrivateFields: false } as const

/**
 * Adds `work()` to every function, loop round, member that is read by index and branch that reads or calls something,
 * and turns `a === b` and the like into `compare('===', a, b)`.
 * @param source JavaScript
 * @param sourceType what it is; `script` for the text that eval is given
 * @throws SyntaxError when the source is no JavaScript, or none that this parser knows
 * @throws Unwatchable when it could give other meanings to the names
 */
export function instrument(source: string, names: Names, sourceType: 'module' | 'script' = 'module'): string {
  const own = Object.values(names)
  const tree = parse(source, {
    ecmaVersion: 'latest',
    sourceType,
    ...(sourceType === 'script' ? WITHIN_ANYTHING : {}),
    onToken(token) {
      if (own.includes((token as { value?: unknown }).value as string))
        throw new Unwatchable('this name belongs to the course')
    },
  }) as unknown as Node
  let out = ''
  let switches = 0
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

  /** What runs or does not run by a condition: work only when it reads or calls something. */
  const guarded = (node: Node, asWork: (node: Node) => void): void => {
    if (readsNothing(node)) visit(node)
    else asWork(node)
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

  /**
   * An expression that may or may not be evaluated: counted each time it is. Its range leaves out parentheses around it;
   * what is added inside of them is right as well. A function or class without a name would lose the name that it gets
   * from a variable, and there is no work in making it.
   */
  const branch = (node: Node): void => {
    if (NAMED_BY_CONTEXT.has(node.type)) {
      visit(node)
      return
    }
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
        else branch(inner)
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
        guarded(node.consequent as Node, body)
        if (node.alternate) guarded(node.alternate as Node, body)
        return
      case 'ConditionalExpression':
        visit(node.test as Node)
        guarded(node.consequent as Node, branch)
        guarded(node.alternate as Node, branch)
        return
      case 'LogicalExpression':
        visit(node.left as Node)
        guarded(node.right as Node, branch)
        return
      case 'AssignmentExpression':
        visit(node.left as Node)
        // `a &&= b` evaluates b only when a is truthy, as `a = a && b` does.
        if (['&&=', '||=', '??='].includes(node.operator as string)) guarded(node.right as Node, branch)
        else visit(node.right as Node)
        return
      case 'BinaryExpression':
        if (COMPARISONS.has(node.operator as string) && (node.left as Node).type !== 'PrivateIdentifier')
          comparison(node)
        else visitAll(childrenOf(node))
        return
      case 'Identifier':
        // Strict code can't give another meaning to this name.
        if (node.name === 'eval') {
          add(node.start, names.evaluate)
          position = node.end
        }
        return
      case 'MemberExpression':
        member(node)
        return
      case 'Property':
        if (node.computed === true) {
          named(node.key as Node)
          visit(node.value as Node)
        } else if (node.shorthand === true) shorthand(node)
        else visit(node.value as Node)
        return
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed === true) visit(node.key as Node)
        if (node.value) visit(node.value as Node)
        return
      case 'WithStatement':
        throw new Unwatchable('the statement with can not be used in this lesson')
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return
      case 'ExportNamedDeclaration':
        if (node.declaration) visit(node.declaration as Node)
        return
      case 'SwitchStatement':
        switchStatement(node)
        return
      case 'CallExpression':
        if (isEval(node)) evalCall(node)
        else visitAll(childrenOf(node))
        return
      case 'TemplateLiteral':
        visitAll(node.expressions as Node[])
        return
      default:
        visitAll(childrenOf(node))
    }
  }

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

  const member = (node: Node): void => {
    visit(node.object as Node)
    if (node.computed === true) named(node.property as Node)
  }

  /**
   * `a[b]` becomes `a[seeKey((work(),b))]`: to read a member is work, as is to read a byte. A number that stands there is
   * no key that somebody compares.
   */
  const named = (property: Node): void => {
    if (property.type === 'Literal') return
    add(property.start, `${names.seeKey}((${names.work}(),`)
    visit(property)
    add(property.end, '))')
  }

  /** `{ eval }`, or `{ a = b }` in a pattern; all other shorthands have a name in them and nothing else. */
  const shorthand = (node: Node): void => {
    const value = node.value as Node
    if (value.type === 'AssignmentPattern') visit(value.right as Node)
    else if (value.type === 'Identifier' && value.name === 'eval') {
      add(node.start, 'eval:')
      visit(value)
    }
  }

  /** Each case is an `===` with the value of the switch. */
  const switchStatement = (node: Node): void => {
    const value = `${names.seeCase}${switches++}`
    const discriminant = node.discriminant as Node
    add(node.start, `{let ${value};`)
    add(discriminant.start, `${value}=(`)
    visit(discriminant)
    add(discriminant.end, ')')
    for (const { test, consequent } of node.cases as { test: Node | null; consequent: Node[] }[]) {
      if (test !== null) {
        add(test.start, `${names.seeCase}(${value},(`)
        visit(test)
        add(test.end, '))')
      }
      visitAll(consequent)
    }
    add(node.end, '}')
  }

  const evalCall = (node: Node): void => {
    const [text, ...others] = node.arguments as [Node, ...Node[]]
    add(text.start, `${names.source}((`)
    visit(text)
    add(text.end, '))')
    visitAll(others)
  }

  visit(tree)
  copyTo(source.length)
  return out
}
