import { findDeclaration, outlineSource } from './outline.ts'

/**
 * The line (from 1) of the first function that is still to be written, else of the first that is there, or null.
 * @param names exports, in the order in which they are written
 * @throws SyntaxError when the source can't be parsed
 */
export function lineOfExport(source: string, names: readonly string[]): number | null {
  const outline = outlineSource(source)
  const found = names.flatMap(name => findDeclaration(outline, name) ?? [])
  const isOpen = ({ node }: (typeof found)[number]) =>
    outline.javascript.slice(node.start, node.end).includes('notImplemented(')
  const declaration = found.find(isOpen) ?? found[0]
  return declaration === undefined ? null : source.slice(0, declaration.node.start).split('\n').length
}
