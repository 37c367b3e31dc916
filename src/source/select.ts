import { type Declaration, identifiersIn, type Outline, outlineSource, textOf } from './outline.ts'

/**
 * The declarations that bind the names, and the private ones that they need, in the order of the source.
 * Imports are not among them.
 */
export function selectDeclarations(outline: Outline, names: readonly string[]): Declaration[] {
  const selected = new Set<Declaration>()
  const visit = (declaration: Declaration): void => {
    if (selected.has(declaration)) return
    selected.add(declaration)
    const used = new Set(identifiersIn(declaration.node))
    for (const other of outline.declarations) {
      const isPrivateValue = other.kind === 'value' && !other.exported
      if (isPrivateValue && other.names.some(name => used.has(name))) visit(other)
    }
  }
  for (const declaration of outline.declarations) {
    if (declaration.kind === 'value' && declaration.names.some(name => names.includes(name)))
      visit(declaration)
  }
  return outline.declarations.filter(declaration => selected.has(declaration))
}

/** The import declarations that bind a name which one of the declarations uses. */
export function importsOf(outline: Outline, declarations: readonly Declaration[]): Declaration[] {
  const used = new Set(declarations.flatMap(declaration => identifiersIn(declaration.node)))
  return outline.declarations.filter(
    ({ kind, names }) => kind === 'import' && names.some(name => used.has(name)),
  )
}

/**
 * The part of a module that declares the names, with the private helpers and imports that it needs.
 * @throws SyntaxError when the source can't be parsed
 */
export function extractSource(source: string, names: readonly string[]): string {
  const outline = outlineSource(source)
  const declarations = selectDeclarations(outline, names)
  const imports = importsOf(outline, declarations).map(declaration => textOf(outline, declaration))
  const head = imports.length > 0 ? [imports.join('\n')] : []
  return `${[...head, ...declarations.map(declaration => textOf(outline, declaration))].join('\n\n')}\n`
}
