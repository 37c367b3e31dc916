/** Small wrong versions of a solution, one change each. */
import { stripTypeScriptTypes } from 'node:module'
import { type AnyNode, type Program, parse } from 'acorn'
import { childrenOf } from '../../src/source/children.ts'
import { replacementsOf } from './operators.ts'

export type Mutant = {
  /** Line and column of the change, from 1, for people. */
  place: string
  /** The source line of the change and the column in it, which stay the same when other lines come and go. */
  anchor: string
  from: string
  to: string
  source: string
}

type Range = { start: number; end: number }

/**
 * Makes the mutants of what these functions of a file need: themselves, and what they use of the same file.
 * Names of imports, types, the texts of errors and what `except` covers are left alone.
 */
export function mutantsOf(
  source: string,
  exports: readonly string[],
  except: readonly Range[] = [],
): { mutants: Mutant[]; covered: Range[] } {
  // Types become blanks, so places are the same in both.
  const program = parse(stripTypeScriptTypes(source), { ecmaVersion: 'latest', sourceType: 'module' })
  const covered = declarationsFor(program, exports)
  const text = (node: AnyNode): string => source.slice(node.start, node.end)
  const mutants: Mutant[] = []
  const visit = (node: AnyNode): void => {
    for (const to of replacementsOf(node, text)) {
      const from = text(node)
      if (to !== from)
        mutants.push({
          ...placeOf(source, node.start),
          from,
          to,
          source: source.slice(0, node.start) + to + source.slice(node.end),
        })
    }
    for (const child of changeable(node)) visit(child)
  }
  for (const node of program.body) {
    const isCovered = covered.some(range => range.start === node.start)
    const isExcepted = except.some(range => range.start === node.start)
    if (isCovered && !isExcepted) visit(node)
  }
  return { mutants: mutants.filter(({ to, from }) => to.trim() !== from.trim()), covered }
}

/** Top-level statements that these exports need, theirs included. */
function declarationsFor(program: Program, exports: readonly string[]): Range[] {
  const byName = new Map<string, AnyNode>()
  for (const node of program.body) {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration')
      byName.set(declaration.id?.name ?? '', node)
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations) if (id.type === 'Identifier') byName.set(id.name, node)
    }
  }
  const found = new Set<AnyNode>()
  const follow = (name: string): void => {
    const node = byName.get(name)
    if (node === undefined || found.has(node)) return
    found.add(node)
    for (const used of namesIn(node)) follow(used)
  }
  for (const name of exports) follow(name)
  return [...found]
}

function namesIn(node: AnyNode): string[] {
  return [...(node.type === 'Identifier' ? [node.name] : []), ...changeable(node).flatMap(namesIn)]
}

/** Children that may be changed: no member names, no text that only people read. */
function changeable(node: AnyNode): AnyNode[] {
  if (node.type === 'MemberExpression' && !node.computed) {
    const name =
      node.property.type === 'Identifier' && ['min', 'max', 'every', 'some'].includes(node.property.name)
    return name ? [node.object as AnyNode, node.property as AnyNode] : [node.object as AnyNode]
  }
  if (node.type === 'Property' && !node.computed) return [node.value as AnyNode]
  // The first argument of an error is its code; the others are for the reader.
  if (node.type === 'NewExpression' && /Error$/.test((node.callee as { name?: string }).name ?? ''))
    return node.arguments.slice(0, 1) as AnyNode[]
  return childrenOf(node)
}

function placeOf(source: string, index: number): { place: string; anchor: string } {
  const before = source.slice(0, index).split('\n')
  const column = (before.at(-1) as string).length
  const lines = source.split('\n').map(line => line.trim())
  const line = lines[before.length - 1] as string
  const earlier = lines.slice(0, before.length - 1).filter(other => other === line).length
  const indent = (source.split('\n')[before.length - 1] as string).indexOf(line)
  return {
    place: `${before.length}:${column + 1}`,
    anchor: `${line} @${column - indent + 1}${earlier > 0 ? ` #${earlier + 1}` : ''}`,
  }
}
