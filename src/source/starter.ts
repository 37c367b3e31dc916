import { posix } from 'node:path'
import type {
  ClassBody,
  ClassDeclaration,
  Expression,
  FunctionDeclaration,
  MethodDefinition,
  PropertyDefinition,
} from 'acorn'
import { applyEdits, type Edit, tidyBlankLines } from './edits.ts'
import { type Declaration, type Outline, outlineSource, startWithComments } from './outline.ts'

/** Where the workspace's `notImplemented` lives. */
export const NOT_IMPLEMENTED_FILE = 'jwt/not-implemented.ts'

/** The file that every starter imports. */
export const NOT_IMPLEMENTED_SOURCE = `/** Makes the error that a function throws until you write it. Replace the whole line that throws it. */
export function notImplemented(name: string): Error {
  const error = new Error(\`\${name} is not implemented yet\`)
  error.name = 'NotImplementedError'
  return error
}
`

/**
 * Makes the starter of a solution: imports, comments, types and the signatures of what is exported stay;
 * bodies become `throw notImplemented('name')`; private helpers and constants go. What has the tag `@given` in its doc
 * comment stays whole: the lesson gives it.
 * @param source the solution, TypeScript with erasable syntax
 * @param file its path in the workspace, with `/`
 * @throws SyntaxError when the source can't be parsed
 */
export function makeStarter(source: string, file: string): string {
  const outline = outlineSource(source.replace(/\r\n?/g, '\n'))
  const edits = outline.declarations.flatMap(declaration => editsFor(outline, declaration))
  return tidyBlankLines(applyEdits(outline.source, [...edits, importEdit(outline, file)]))
}

function editsFor(outline: Outline, declaration: Declaration): Edit[] {
  const { node, kind, exported } = declaration
  if (kind === 'import' || kind === 'export-list') return []
  const given = givenTag(outline, declaration)
  if (given !== null) return [given]
  if (!exported) return [{ start: declaration.start, end: declaration.end, text: '' }]
  const inner =
    node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration'
      ? node.declaration
      : node
  switch (inner?.type) {
    case 'FunctionDeclaration':
      return [bodyEdit(outline, inner as FunctionDeclaration, declaration.names[0] ?? 'default')]
    case 'ClassDeclaration':
      return classEdits(outline, inner as ClassDeclaration)
    case 'VariableDeclaration':
      return inner.declarations.flatMap(({ id, init }) =>
        id.type === 'Identifier' && init ? functionEdits(outline, init, id.name) : [],
      )
    default:
      return []
  }
}

/** The tag `@given` in a doc comment: the declaration stays whole in the starter, and only the tag goes. */
function givenTag({ source }: Outline, { start, node }: Declaration): Edit | null {
  const match = /\n[ \t]*\*[ \t]*@given\b[^\n]*|[ \t]*@given\b/.exec(source.slice(start, node.start))
  if (match === null) return null
  return { start: start + match.index, end: start + match.index + match[0].length, text: '' }
}

function functionEdits(outline: Outline, value: Expression, name: string): Edit[] {
  const isFunction = value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression'
  return isFunction ? [bodyEdit(outline, value, name)] : []
}

function bodyEdit(outline: Outline, owner: { body: { start: number; end: number } }, name: string): Edit {
  const { start, end } = owner.body
  const line = outline.source.slice(outline.source.lastIndexOf('\n', start - 1) + 1, start)
  const indent = /^[ \t]*/.exec(closingIndent(outline.source, end) ?? line)?.[0] ?? ''
  return { start, end, text: `{\n${indent}  throw notImplemented('${name}')\n${indent}}` }
}

// A signature over several lines ends on a line of its own; the closing brace tells how far the function is indented.
function closingIndent(source: string, end: number): string | null {
  const line = source.slice(source.lastIndexOf('\n', end - 1) + 1, end)
  return line.trim() === '}' ? line : null
}

function classEdits(outline: Outline, node: ClassDeclaration): Edit[] {
  const { source, comments } = outline
  const body: ClassBody = node.body
  const startOf = (index: number) => {
    const member = body.body[index] as ClassBody['body'][number]
    const gapStart = index === 0 ? body.start + 1 : (body.body[index - 1]?.end ?? body.start + 1)
    const gap = source.slice(gapStart, member.start)
    const modifiers = /\b(?:(?:public|private|protected|readonly|override|static)\s+)+$/.exec(gap)
    const start = startWithComments(source, comments, member.start - (modifiers?.[0].length ?? 0))
    return { start, modifiers }
  }
  return body.body.flatMap((member, index) => {
    const { start, modifiers } = startOf(index)
    const limit = index + 1 < body.body.length ? startOf(index + 1).start : body.end - 1
    const hidden = /\b(?:private|protected)\b/.test(modifiers?.[0] ?? '')
    if (member.type === 'StaticBlock' || hidden || member.key.type === 'PrivateIdentifier') {
      return [{ start, end: endOfType(outline, member.end, limit), text: '' }]
    }
    return member.type === 'MethodDefinition'
      ? [bodyEdit(outline, member.value, methodName(node, member, source))]
      : initialiserEdits(outline, member)
  })
}

/** A field without a value ends behind its type, of which the JavaScript has only blanks. */
function endOfType({ source, javascript }: Outline, memberEnd: number, limit: number): number {
  let end = memberEnd
  for (let index = memberEnd; index < limit; index++) if (source[index] !== javascript[index]) end = index + 1
  return end
}

function methodName(node: ClassDeclaration, member: MethodDefinition, source: string): string {
  return member.kind === 'constructor'
    ? node.id.name
    : `${node.id.name}.${source.slice(member.key.start, member.key.end)}`
}

function initialiserEdits({ javascript }: Outline, member: PropertyDefinition): Edit[] {
  if (!member.value) return []
  const equals = javascript.indexOf('=', member.key.end)
  return [{ start: equals, end: member.value.end, text: '' }]
}

function importEdit({ source, declarations, comments }: Outline, file: string): Edit {
  const path = posix.relative(posix.dirname(file), NOT_IMPLEMENTED_FILE)
  const line = `import { notImplemented } from '${path.startsWith('.') ? path : `./${path}`}'\n`
  const lastImport = declarations.findLast(({ kind }) => kind === 'import')
  if (lastImport !== undefined) return { start: lastImport.end, end: lastImport.end, text: line }
  const firstCode = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*/.exec(source)?.[0].length ?? 0
  const start = startWithComments(source, comments, firstCode)
  return { start, end: start, text: `${line}\n` }
}
