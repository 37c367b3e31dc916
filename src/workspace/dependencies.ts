import { posix } from 'node:path'

/**
 * The workspace files that a file imports, by relative import and export statements and `import()`.
 * Reads the text, not the syntax, so that it works while the learner types; what stands in comments may be counted too.
 * @param file path in the workspace, with `/`
 * @param source its text
 * @returns paths in the workspace, with `/`; what lies outside is left out
 */
export function importedFiles(file: string, source: string): string[] {
  const statement = /\bfrom\s*(['"])(\.{1,2}\/[^'"\n]+)\1|\bimport\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\3/g
  const files = new Set<string>()
  for (const match of source.matchAll(statement)) {
    const path = posix.join(posix.dirname(file), match[2] ?? (match[4] as string))
    if (!path.startsWith('../')) files.add(path)
  }
  return [...files]
}

/**
 * All workspace files that some files import, directly or through others, themselves included.
 * @param files paths in the workspace, with `/`
 * @param read gives the text of a file, or null when it is missing
 */
export async function dependenciesOf(
  files: readonly string[],
  read: (file: string) => Promise<string | null>,
): Promise<Set<string>> {
  const found = new Set(files)
  // A Set grows while it is walked, so each file is read once, also in a cycle.
  for (const file of found) {
    const source = await read(file)
    if (source === null) continue
    for (const imported of importedFiles(file, source)) found.add(imported)
  }
  return found
}
