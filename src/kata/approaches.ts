import { type Outline, outlineSource } from '../source/outline.ts'
import { selectDeclarations } from '../source/select.ts'
import type { Approach, Finding, Variant } from './types.ts'

/** From how many entries on a list counts as a table. */
const TABLE_ENTRIES = 8
/** From how many different characters on a text counts as an alphabet. */
const TABLE_CHARACTERS = 16

const LOOPS: Record<string, string> = {
  ForStatement: 'a for loop',
  ForInStatement: 'a for ... in loop',
  ForOfStatement: 'a for ... of loop',
  WhileStatement: 'a while loop',
  DoWhileStatement: 'a do ... while loop',
}

/** A node of the syntax tree, of any kind (ESTree). */
type AnyNode = { type: string; start: number } & Record<string, unknown>

/**
 * Finds the approaches in a module by reading its syntax tree; strings and comments do not count.
 * @param names exported names to look at, with the private helpers that they use; null for the whole module
 * @returns findings in the order of the source; null when the source can't be parsed (grading says why)
 */
export function findApproaches(source: string, names: readonly string[] | null): Finding[] | null {
  let outline: Outline
  try {
    outline = outlineSource(source)
  } catch {
    return null
  }
  const declarations =
    names === null
      ? outline.declarations.filter(({ kind }) => kind !== 'import')
      : selectDeclarations(outline, names)
  const findings: Finding[] = []
  for (const { node } of declarations) {
    walk(node as unknown as AnyNode, found => {
      const seen = approachOf(found)
      if (seen !== null) findings.push({ ...seen, line: lineOf(source, found.start) })
    })
  }
  return findings
}

/** The findings that a variant forbids. */
export function forbiddenBy(variant: Variant, findings: readonly Finding[]): Finding[] {
  return findings.filter(({ approach }) => variant === `no-${approach}`)
}

function walk(value: unknown, visit: (node: AnyNode) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  if (typeof value !== 'object' || value === null || !('type' in value)) return
  visit(value as AnyNode)
  for (const member of Object.values(value)) walk(member, visit)
}

function approachOf(node: AnyNode): { approach: Approach; what: string } | null {
  const loop = Object.hasOwn(LOOPS, node.type) ? LOOPS[node.type] : undefined
  if (loop !== undefined) return { approach: 'loop', what: loop }
  if (node.type === 'Literal' && 'regex' in node) return { approach: 'regexp', what: 'a regular expression' }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const callee = node.callee as AnyNode
    if (callee.type === 'Identifier' && callee.name === 'RegExp')
      return { approach: 'regexp', what: 'RegExp' }
  }
  const table = tableIn(node)
  return table === null ? null : { approach: 'table', what: table }
}

function tableIn(node: AnyNode): string | null {
  const entries = (list: unknown) => (Array.isArray(list) ? list.length : 0)
  if (node.type === 'ArrayExpression' && entries(node.elements) >= TABLE_ENTRIES) {
    return `a list of ${entries(node.elements)} entries`
  }
  if (node.type === 'ObjectExpression' && entries(node.properties) >= TABLE_ENTRIES) {
    return `an object of ${entries(node.properties)} members`
  }
  if (node.type === 'SwitchStatement' && entries(node.cases) >= TABLE_ENTRIES) {
    return `a switch of ${entries(node.cases)} cases`
  }
  const text = node.type === 'Literal' ? node.value : (node.value as { cooked?: unknown } | undefined)?.cooked
  return isAlphabet(text) ? `a string of ${Array.from(text).length} characters to look up in` : null
}

// A text to look up in has every character once; words and addresses repeat theirs.
function isAlphabet(text: unknown): text is string {
  if (typeof text !== 'string') return false
  const characters = new Set(text).size
  return characters >= TABLE_CHARACTERS && characters === Array.from(text).length
}

function lineOf(source: string, position: number): number {
  return source.slice(0, position).split('\n').length
}
