import { stripTypeScriptTypes } from 'node:module'
import { type Comment, type Node, type Program, parse } from 'acorn'
import { childrenOf } from './children.ts'

/** A statement at the top of a module. Positions are indexes into the source. */
export type Declaration = {
  /** Names that it binds in the module; empty for statements that bind none. */
  names: string[]
  kind: 'import' | 'export-list' | 'value' | 'statement'
  exported: boolean
  /** Where it begins, with the comments that stand directly above it. */
  start: number
  /** Where it ends, with a comment on the same line and the line end. */
  end: number
  node: TopLevel
}

export type TopLevel = Program['body'][number]

/** What stands at the top of a TypeScript module. Type declarations are not in it: they leave no trace in JavaScript. */
export type Outline = {
  source: string
  /** The source with types blanked out; every position is the same as in `source`. */
  javascript: string
  comments: Comment[]
  declarations: Declaration[]
}

/**
 * Parses a TypeScript module whose syntax is erasable.
 * @throws SyntaxError (or Node's ERR_INVALID_TYPESCRIPT_SYNTAX and ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX) when it can't be parsed
 */
export function outlineSource(source: string): Outline {
  // Type stripping drops a byte order mark; with it back, positions stay those of the source.
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : ''
  const javascript = mark + stripTypeScriptTypes(source.slice(mark.length))
  const comments: Comment[] = []
  const program = parse(javascript, { ecmaVersion: 'latest', sourceType: 'module', onComment: comments })
  const listed = exportedByList(program)
  const declarations = program.body
    // Type stripping can leave a lone `;` where a type stood.
    .filter(node => node.type !== 'EmptyStatement')
    .map(node => {
      const names = boundNames(node)
      return {
        names,
        kind: kindOf(node),
        exported: node.type.startsWith('Export') || names.some(name => listed.has(name)),
        start: startWithComments(source, comments, node.start),
        end: endOfLine(source, comments, node.end),
        node,
      }
    })
  return { source, javascript, comments, declarations }
}

/** The declaration that binds a name, or null. */
export function findDeclaration(outline: Outline, name: string): Declaration | null {
  return outline.declarations.find(declaration => declaration.names.includes(name)) ?? null
}

/** The text of a declaration with its comments, without the line end. */
export function textOf(outline: Outline, declaration: Declaration): string {
  return outline.source.slice(declaration.start, declaration.end).trimEnd()
}

/** Where the comments begin that stand directly above a position, without a blank line between; else the position. */
export function startWithComments(source: string, comments: Comment[], position: number): number {
  let start = position
  for (const comment of comments.toReversed()) {
    if (comment.end > start) continue
    const between = source.slice(comment.end, start)
    const aloneOnItsLine =
      source.slice(source.lastIndexOf('\n', comment.start) + 1, comment.start).trim() === ''
    if (!/^[ \t]*\r?\n?[ \t]*$/.test(between) || !aloneOnItsLine) break
    start = comment.start
  }
  return start
}

function endOfLine(source: string, comments: Comment[], position: number): number {
  let end = position
  for (const comment of comments) {
    const sameLine = comment.start >= end && /^[ \t;]*$/.test(source.slice(end, comment.start))
    if (sameLine) end = comment.end
  }
  const rest = /^[ \t;]*(?:\r?\n|$)/.exec(source.slice(end))
  return end + (rest?.[0].length ?? 0)
}

function kindOf(node: TopLevel): Declaration['kind'] {
  switch (node.type) {
    case 'ImportDeclaration':
      return 'import'
    case 'ExportAllDeclaration':
      return 'export-list'
    case 'ExportNamedDeclaration':
      return node.declaration ? 'value' : 'export-list'
    case 'ExportDefaultDeclaration':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'VariableDeclaration':
      return 'value'
    default:
      return 'statement'
  }
}

function boundNames(node: TopLevel): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return node.specifiers.map(specifier => specifier.local.name)
    case 'ExportNamedDeclaration':
      return node.declaration ? boundNames(node.declaration) : []
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return [node.id.name]
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => identifiersIn(id))
    default:
      return []
  }
}

function exportedByList(program: Program): Set<string> {
  const names = new Set<string>()
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' || node.source) continue
    for (const { local } of node.specifiers) if (local.type === 'Identifier') names.add(local.name)
  }
  return names
}

/** Every identifier that occurs in a piece of a syntax tree, property names included. */
export function identifiersIn(node: Node): string[] {
  const { type, name } = node as Node & { name?: string }
  return [...(type === 'Identifier' ? [String(name)] : []), ...childrenOf(node).flatMap(identifiersIn)]
}
