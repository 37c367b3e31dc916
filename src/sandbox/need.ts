/** What a lesson needs of the running Node: one file in `needs/`, whose name the front matter says. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Need = {
  /** In words that follow "this lesson needs". */
  what: string
  /** Asks by trying, never by a version. */
  isMet: () => boolean
}

/**
 * Why a lesson can't be graded with this Node; null when it can.
 * @param root the folder of built files
 */
export async function unmetNeed(root: string, name: string | null): Promise<string | null> {
  if (name === null) return null
  const { need } = (await import(pathToFileURL(join(root, 'needs', `${name}.js`)).href)) as { need: Need }
  return need.isMet()
    ? null
    : `This lesson needs ${need.what}. The Node that runs here is ${process.version}.`
}
