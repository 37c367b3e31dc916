import { renameInside } from './inside.ts'
import { MEMORY_FOLDER, timeInName } from './paths.ts'

/**
 * Keeps a damaged file of `.jwt-lessons/` under another name, so that a new one can take its place.
 * @param name without `.json`
 * @returns its new path in the workspace
 * @throws WorkspaceError `not-permitted`, `outside`
 */
export async function setAside(root: string, name: string, now: Date): Promise<string> {
  const keptAs = `${MEMORY_FOLDER}/${name}.damaged-${timeInName(now)}.json`
  await renameInside(root, `${MEMORY_FOLDER}/${name}.json`, keptAs)
  return keptAs
}
