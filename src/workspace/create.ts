import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { listFiles, makeFolders } from './disk.ts'
import { giveEditorTypes } from './editor-types.ts'
import { describeSystemError, WorkspaceError } from './errors.ts'
import { createInside, makeFolderInside } from './inside.ts'
import { MEMORY_FOLDER, PROGRESS_FILE } from './paths.ts'
import { emptyProgress, recordGiven } from './progress.ts'
import { formatProgress } from './progress-text.ts'
import { WORKSPACE_FOLDERS, workspaceTemplates } from './templates.ts'
import type { StarterFiles, Workspace } from './types.ts'

/** What creating a workspace did; paths are relative to it, with `/`. */
export type Created = {
  workspace: Workspace
  created: string[]
  /** Files that were there already and are as they were. */
  kept: string[]
}

/**
 * Makes a workspace in a folder, which may exist. Never writes over a file.
 * @throws WorkspaceError `not-permitted`, `disk-full`, `not-a-folder`, `not-a-file`, `outside`, `unreadable`
 */
export async function createWorkspace(folder: string, supplies: StarterFiles): Promise<Created> {
  const starters = await readStarters(supplies)
  const texts = { ...workspaceTemplates(), ...starters }
  for (const file of Object.keys(texts)) await requirePlaceFor(join(folder, file))
  await makeFolders(folder)
  for (const name of [...WORKSPACE_FOLDERS, MEMORY_FOLDER]) await makeFolderInside(folder, name)
  const created: string[] = []
  const kept: string[] = []
  for (const [file, text] of Object.entries(texts)) {
    const written = await createInside(folder, file, text)
    if (written) created.push(file)
    else kept.push(file)
  }
  const progress = recordGiven(emptyProgress(supplies.version), supplies.version, Object.keys(starters))
  await createInside(folder, PROGRESS_FILE, formatProgress(progress))
  if (supplies.typesDir !== null) await giveEditorTypes(folder, supplies.typesDir)
  return { workspace: { root: await realpath(folder), remembers: true }, created, kept }
}

/** Something else than a file that has the name of one is named before anything is made. */
async function requirePlaceFor(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null)
  if (found === null) return
  const behind = await stat(path).catch(error => {
    throw describeSystemError(error, path)
  })
  if (behind.isDirectory())
    throw describeSystemError(Object.assign(new Error('is a folder'), { code: 'EISDIR' }), path)
  if (!behind.isFile())
    throw new WorkspaceError(
      'not-a-file',
      `${path} is not an ordinary file but a pipe or a device. Nothing was changed. Move it away.`,
    )
}

/** The starter files by path in the workspace. */
export async function readStarters({ startersDir }: StarterFiles): Promise<Record<string, string>> {
  const files = await listFiles(startersDir)
  const texts = await Promise.all(files.map(file => readFile(join(startersDir, file), 'utf8')))
  return Object.fromEntries(files.map((file, index) => [file, texts[index] as string]))
}
