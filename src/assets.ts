import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the files are that the program needs at run time, and which version it is. */
export type Assets = {
  /** The folder with course.json, starters/, solutions/, tests/ and the programs of helper processes. */
  root: string
}

/**
 * Finds the built folder: where this file lies when built (or the folder above it), `dist/` when run from source.
 * @throws Error when nothing was built yet
 */
export function findAssets(): Assets {
  const here = dirname(fileURLToPath(import.meta.url))
  for (const root of [here, join(here, '..'), join(here, '..', 'dist')]) {
    if (existsSync(join(root, 'course.json'))) return { root }
  }
  throw new Error('The built files are missing. Run: npm run build')
}
