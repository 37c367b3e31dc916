import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { exists, isFolder } from './disk.ts'
import { WorkspaceError } from './errors.ts'
import { BACKUPS_FOLDER, MEMORY_FOLDER, PROGRESS_FILE } from './paths.ts'
import { WORKSPACE_FOLDERS } from './templates.ts'
import type { Workspace } from './types.ts'

/** The folder that `init` makes when none is named. */
export const DEFAULT_FOLDER = 'jwt-lessons'

/** What is in a folder: a workspace, one without its folder jwt/, or neither. */
export type Located = { kind: 'workspace'; workspace: Workspace } | WithoutJwt | { kind: 'none' }

/** `inTheWay`: something that is not a folder has its name. */
type WithoutJwt = { kind: 'without-jwt'; folder: string; inTheWay: boolean }

/** What is in the folder itself or the nearest one above it, else in `jwt-lessons` in it. */
export async function locate(from: string): Promise<Located> {
  let folder = resolve(from)
  for (;;) {
    const located = await locateAt(folder)
    if (located.kind !== 'none') return located
    if (dirname(folder) === folder) break
    folder = dirname(folder)
  }
  return locateAt(join(resolve(from), DEFAULT_FOLDER))
}

/** What is in exactly this folder. */
export async function locateAt(folder: string): Promise<Located> {
  const workspace = await workspaceAt(folder)
  if (workspace !== null) return { kind: 'workspace', workspace }
  const jwt = join(folder, 'jwt')
  if ((await isFolder(jwt)) || !(await remembersSomething(folder))) return { kind: 'none' }
  const inTheWay = await lstat(jwt).then(
    () => true,
    () => false,
  )
  return { kind: 'without-jwt', folder, inTheWay }
}

/** Nothing but a workspace has these, so the folder is one, whatever else is gone. */
async function remembersSomething(folder: string): Promise<boolean> {
  return (await exists(join(folder, PROGRESS_FILE))) || isFolder(join(folder, BACKUPS_FOLDER))
}

/**
 * Finds the workspace: the folder itself or the nearest one above it, else `jwt-lessons` in it.
 * @param from where the learner is
 * @returns the workspace, or null
 * @throws WorkspaceError `no-jwt-folder`
 */
export async function findWorkspace(from: string): Promise<Workspace | null> {
  return workspaceIn(await locate(from), from)
}

function workspaceIn(located: Located, from: string): Workspace | null {
  if (located.kind === 'without-jwt') throw missingJwt(located, from)
  return located.kind === 'workspace' ? located.workspace : null
}

/** What is wrong with a workspace without its folder jwt/, and what brings it back. */
export function withoutJwtInWords(
  { folder, inTheWay }: WithoutJwt,
  from: string,
): { fault: string; fix: string } {
  const init = `npx jwt-lessons init ${quote(relative(from, folder) || '.')}`
  if (inTheWay) {
    const fault = `${join(folder, 'jwt')} is not a folder, but your library belongs there.`
    return { fault, fix: `Move it away; then this brings the starters back: ${init}` }
  }
  const fix = `If you moved it, move it back; if it is lost, this brings its starters back: ${init}`
  return { fault: `The folder jwt/ is missing in ${folder}.`, fix }
}

/** The error that a command ends with. */
export function missingJwt(located: WithoutJwt, from: string): WorkspaceError {
  const { fault, fix } = withoutJwtInWords(located, from)
  return new WorkspaceError(
    'no-jwt-folder',
    `${fault} Your progress and all other files stay as they are.\n${fix}`,
  )
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
 * @throws WorkspaceError `no-workspace`, `no-jwt-folder`
 */
export async function requireWorkspace(from: string, named: string | null): Promise<Workspace> {
  if (named !== null) {
    const folder = resolve(from, named)
    const found = workspaceIn(await locateAt(folder), from)
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

/** Folders of a workspace in which there is no place for another one. */
const OWN_FOLDERS: readonly string[] = [...WORKSPACE_FOLDERS, MEMORY_FOLDER]

/** `isItself`: the path is that folder, and not something in it. */
type OwnFolder = { root: string; name: string; isItself: boolean }

/** The workspace in one of whose own folders a path is, or would be, and that folder's name; null elsewhere. */
export async function ownFolderAround(path: string): Promise<OwnFolder | null> {
  const real = await realPathOf(resolve(path))
  for (let at = dirname(real); ; at = dirname(at)) {
    const [name = ''] = relative(at, real).split(sep)
    if (OWN_FOLDERS.includes(name) && (await locateAt(at)).kind !== 'none')
      return { root: at, name, isItself: join(at, name) === real }
    if (dirname(at) === at) return null
  }
}

/** The real path of the part that is there, with the rest behind it. */
async function realPathOf(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null)
  if (real !== null || dirname(path) === path) return real ?? path
  return join(await realPathOf(dirname(path)), basename(path))
}

/** A path as it is typed in a shell, which must not run anything that is in a name. */
export function quote(path: string): string {
  if (/^[\w./:@+-]+$/.test(path)) return path
  if (process.platform === 'win32') return /^[\w./\\:@~+-]+$/.test(path) ? path : `"${path}"`
  return /["$`\\!]/.test(path) ? `'${path.replaceAll("'", "'\\''")}'` : `"${path}"`
}
