import type { ImportDeclaration } from 'acorn'
import { applyEdits, type Edit } from './edits.ts'
import { type Declaration, findDeclaration, type Outline, outlineSource, textOf } from './outline.ts'
import { importsOf, selectDeclarations } from './select.ts'

/**
 * Puts the declarations of some exported names of one module instead of those of another, with the private helpers and
 * imports that they need; everything else of the target stays as it is.
 * @param target the module to change; its line ends are kept
 * @param source the module to take from
 * @param names exported names of `source`
 * @returns the changed target, or null when that can't be done without touching something else
 */
export function transplant(target: string, source: string, names: readonly string[]): string | null {
  try {
    const into = outlineSource(target)
    const from = outlineSource(source)
    const declarations = selectDeclarations(from, names)
    expectTypes(into, from, declarations)
    const edits = [
      ...declarations.flatMap(declaration => declarationEdits(into, from, declaration)),
      ...importEdits(into, from, declarations),
    ]
    const endOfLine = target.includes('\r\n') ? '\r\n' : '\n'
    const joined = applyEdits(
      target,
      edits.map(edit => ({ ...edit, text: edit.text.replace(/\r?\n/g, endOfLine) })),
    )
    const result = outlineSource(joined)
    return names.every(name => findDeclaration(result, name)?.exported) ? joined : null
  } catch {
    // Either module can't be parsed, or the names clash.
    return null
  }
}

// Types leave no trace in the outline; what the target lacks of them can't be carried over one by one.
function expectTypes(into: Outline, from: Outline, declarations: Declaration[]): void {
  const moved = declarations.map(declaration => textOf(from, declaration)).join('\n')
  const declared = [...from.source.matchAll(/^(?:export\s+)?(?:type|interface)\s+(\w+)/gm)].map(
    match => match[1] as string,
  )
  const imported = [...from.source.matchAll(/^import\s+type\s*\{([^}]*)\}/gm)].flatMap(
    match => (match[1] as string).match(/\w+/g) ?? [],
  )
  for (const name of [...declared, ...imported]) {
    const word = new RegExp(`\\b${name}\\b`)
    if (word.test(moved) && !word.test(into.source)) throw new Error(`the type ${name} is missing`)
  }
}

function declarationEdits(into: Outline, from: Outline, declaration: Declaration): Edit[] {
  const text = textOf(from, declaration)
  const name = declaration.names[0] as string
  const there = findDeclaration(into, name)
  if (there === null)
    return [
      { start: into.source.length, end: into.source.length, text: `${separator(into.source)}${text}\n` },
    ]
  if (textOf(into, there).replaceAll('\r', '') === text.replaceAll('\r', '')) return []
  const replaceable = declaration.exported && there.kind === 'value' && there.names.length === 1
  if (!replaceable) throw new Error(`${name} is used for something else`)
  return [{ start: there.start, end: there.end, text: `${text}\n` }]
}

function separator(source: string): string {
  if (source.trim() === '') return ''
  return source.endsWith('\n') ? '\n' : '\n\n'
}

function importEdits(into: Outline, from: Outline, declarations: Declaration[]): Edit[] {
  const lines = importsOf(from, declarations).flatMap(declaration => {
    const node = declaration.node as ImportDeclaration
    const missing = declaration.names.filter(name => findDeclaration(into, name) === null)
    for (const name of declaration.names) {
      const there = findDeclaration(into, name)
      const same =
        there === null ||
        (there.node.type === 'ImportDeclaration' && there.node.source.value === node.source.value)
      if (!same) throw new Error(`${name} is used for something else`)
    }
    if (missing.length === 0) return []
    if (missing.length === declaration.names.length) return [textOf(from, declaration)]
    return [`import { ${missing.join(', ')} } from '${node.source.value}'`]
  })
  if (lines.length === 0) return []
  const last = into.declarations.findLast(({ kind }) => kind === 'import')
  // Without imports: after a byte order mark, before everything else.
  const at = last?.end ?? (into.source.startsWith('\uFEFF') ? 1 : 0)
  return [{ start: at, end: at, text: `${lines.join('\n')}\n${last === undefined ? '\n' : ''}` }]
}
