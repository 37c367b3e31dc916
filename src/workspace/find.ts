import { realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { exists, isFolder } from './disk.ts'
import { WorkspaceError } from './errors.ts'
import { MEMORY_FOLDER } from './paths.ts'
import type { Workspace } from './types.ts'

/** The folder that `init` makes when none is named. */
export const DEFAULT_FOLDER = 'jwt-lessons'

/**
 * Finds the workspace: the folder itself or the nearest one above it, else `jwt-lessons` in it.
 * @param from where the learner is
 * @returns the workspace, or null
 */
export async function findWorkspace(from: string): Promise<Workspace | null> {
  let folder = resolve(from)
  for (;;) {
    const found = await workspaceAt(folder)
    if (found !== null) return found
    if (dirname(folder) === folder) break
    folder = dirname(folder)
  }
  return workspaceAt(join(resolve(from), DEFAULT_FOLDER))
}

/**
 * The workspace in exactly this folder, or null.
 * It has `.jwt-lessons/`, or at least the given file `jwt/errors.ts` (a copy without hidden folders).
 */
export async function workspaceAt(folder: string): Promise<Workspace | null> {
  const remembers = (await isFolder(join(folder, MEMORY_FOLDER))) && (await isFolder(join(folder, 'jwt')))
  if (!remembers && !(await exists(join(folder, 'jwt', 'errors.ts')))) return null
  return { root: await realpath(folder), remembers }
}

/**
 * As findWorkspace, or the workspace in `named` when the learner named one.
 * @throws WorkspaceError `no-workspace`
 */
export async function requireWorkspace(from: string, named: string | null): Promise<Workspace> {
  if (named !== null) {
    const folder = resolve(from, named)
    const found = await workspaceAt(folder)
    if (found !== null) return found
    throw new WorkspaceError(
      'no-workspace',
      `${folder} is not a workspace. To make one: npx jwt-lessons init ${quote(named)}`,
    )
  }
  const found = await findWorkspace(from)
  if (found !== null) return found
  throw new WorkspaceError(
    'no-workspace',
    `There is no workspace in ${resolve(from)}, above it, or in ${DEFAULT_FOLDER}/. To make one: npx jwt-lessons init`,
  )
}

/** A path as it is typed in a shell. */
export function quote(path: string): string {
  return /^[\w./\\:@~+-]+$/.test(path) ? path : `"${path}"`
}
