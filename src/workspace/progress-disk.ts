import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isFolder } from './disk.ts'
import { systemCode, WorkspaceError } from './errors.ts'
import { readInside, resolveInside, writeInside } from './inside.ts'
import { MEMORY_FOLDER, PROGRESS_FILE } from './paths.ts'
import { emptyProgress, mergeProgress } from './progress.ts'
import { formatProgress, type ParsedProgress, parseProgress } from './progress-text.ts'
import { setAside } from './set-aside.ts'
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
  const parsed = await readProgress(root)
  if (parsed === null) return { progress: emptyProgress(''), damaged: null }
  switch (parsed.kind) {
    case 'progress':
      return { progress: parsed.progress, damaged: null }
    case 'newer':
      throw new WorkspaceError(
        'newer-schema',
        `${join(root, PROGRESS_FILE)} was written by a later version of jwt-lessons (schema ${parsed.schema}; this version knows 1). Nothing was changed. Use the later version: npx jwt-lessons@latest`,
      )
    case 'damaged':
      return {
        progress: emptyProgress(''),
        damaged: { keptAs: await setAside(root, 'progress', now), reason: parsed.reason },
      }
  }
}

/** Far more than the progress of any course, in bytes; reading 100 MB of JSON would take many seconds. */
const MOST_BYTES = 1024 * 1024

/** What is in `progress.json`, or null when there is none. Changes nothing. @throws WorkspaceError `not-permitted`, `outside` */
export async function readProgress(root: string): Promise<ParsedProgress | null> {
  try {
    const text = await readInside(root, PROGRESS_FILE, MOST_BYTES)
    return text === null ? null : parseProgress(text)
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error
    if (error.code === 'too-large') return { kind: 'damaged', reason: 'it is far too large' }
    if (error.code === 'not-a-file') return { kind: 'damaged', reason: 'it is not an ordinary file' }
    throw error
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
  const unlock = await lock(await resolveInside(root, `${MEMORY_FOLDER}/progress.lock`))
  try {
    const { progress } = await loadProgress(root, now)
    const next = change(mergeProgress(progress, known))
    await writeInside(root, PROGRESS_FILE, formatProgress(next))
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
      // An empty file takes no room, so that a full disk leaves no lock behind that nobody releases.
      await (await open(path, 'wx')).close()
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
    // A clock that was set back makes the lock come from the future.
    found => Math.abs(Date.now() - found.mtimeMs) > STALE_AFTER_MS,
    () => false,
  )
}
