import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isFolder, readText, writeAtomically } from './disk.ts'
import { describeSystemError, systemCode, WorkspaceError } from './errors.ts'
import { MEMORY_FOLDER, progressFile, timeInName } from './paths.ts'
import { emptyProgress, mergeProgress } from './progress.ts'
import { formatProgress, parseProgress } from './progress-text.ts'
import type { Progress } from './types.ts'

/** What was found in `progress.json`. */
export type LoadedProgress = {
  progress: Progress
  /** Where a damaged file was kept, relative to the workspace, and what was wrong with it; null when all is well. */
  damaged: { keptAs: string; reason: string } | null
}

/**
 * Reads the progress of a workspace. A damaged file is kept aside as `progress.damaged-<time>.json`.
 * @param root the workspace
 * @param now for the name of a damaged file
 * @throws WorkspaceError `newer-schema` when a later version of the course wrote it; `not-permitted`, `unreadable`
 */
export async function loadProgress(root: string, now: Date): Promise<LoadedProgress> {
  const path = progressFile(root)
  const text = await readText(path)
  if (text === null) return { progress: emptyProgress(''), damaged: null }
  const parsed = parseProgress(text)
  switch (parsed.kind) {
    case 'progress':
      return { progress: parsed.progress, damaged: null }
    case 'newer':
      throw new WorkspaceError(
        'newer-schema',
        `${path} was written by a later version of jwt-lessons (schema ${parsed.schema}; this version knows 1). Nothing was changed. Use the later version: npx jwt-lessons@latest`,
      )
    case 'damaged': {
      const name = `progress.damaged-${timeInName(now)}.json`
      await rename(path, join(dirname(path), name)).catch(error => {
        throw describeSystemError(error, path)
      })
      return {
        progress: emptyProgress(''),
        damaged: { keptAs: `${MEMORY_FOLDER}/${name}`, reason: parsed.reason },
      }
    }
  }
}

/**
 * Changes the progress of a workspace: reads what is on disk, joins it with what the caller knows, applies the change
 * and writes it atomically, one process at a time. A folder without `.jwt-lessons/` is left as it is.
 * @param root the workspace
 * @param known what the caller read or wrote last
 * @param change pure; returns the new progress
 * @param now for the name of a damaged file
 * @returns the progress that now is on disk
 * @throws WorkspaceError as loadProgress, and `disk-full`
 */
export async function updateProgress(
  root: string,
  known: Progress,
  change: (progress: Progress) => Progress,
  now: Date,
): Promise<Progress> {
  if (!(await isFolder(join(root, MEMORY_FOLDER)))) return change(known)
  const unlock = await lock(join(root, MEMORY_FOLDER, 'progress.lock'))
  try {
    const { progress } = await loadProgress(root, now)
    const next = change(mergeProgress(progress, known))
    await writeAtomically(progressFile(root), formatProgress(next))
    return next
  } finally {
    await unlock()
  }
}

const STALE_AFTER_MS = 2000
const GIVE_UP_AFTER_MS = 3000

/**
 * Takes the lock, which only narrows the race of two writers: after a while it goes on without, because merging
 * keeps what was reached anyway.
 */
async function lock(path: string): Promise<() => Promise<void>> {
  const release = () => rm(path, { force: true }).catch(() => {})
  for (let waited = 0; waited < GIVE_UP_AFTER_MS; waited += 10) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' })
      return release
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') return async () => {}
      if (await isStale(path)) await release()
    }
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  return async () => {}
}

async function isStale(path: string): Promise<boolean> {
  return stat(path).then(
    found => Date.now() - found.mtimeMs > STALE_AFTER_MS,
    () => false,
  )
}
