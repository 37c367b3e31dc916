import { WorkspaceError } from '../workspace/errors.ts'
import { readInside, writeInside } from '../workspace/inside.ts'
import { MEMORY_FOLDER } from '../workspace/paths.ts'
import { setAside } from '../workspace/set-aside.ts'
import { addRun, emptyHistory, formatHistory, parseHistory } from './history.ts'
import type { KataHistory, KataRun } from './types.ts'

/** Path of `kata.json` in a workspace. */
export const KATA_FILE = `${MEMORY_FOLDER}/kata.json`

/** The history and, when its file was damaged, where that was kept (relative to the workspace). */
export type LoadedHistory = { history: KataHistory; keptAs: string | null }

/**
 * Reads the history of a workspace. A damaged file is kept aside as `kata.damaged-<time>.json`.
 * @throws WorkspaceError `newer-schema`, `not-permitted`, `unreadable`
 */
export async function loadHistory(root: string, now: Date): Promise<LoadedHistory> {
  const text = await readInside(root, KATA_FILE)
  if (text === null) return { history: emptyHistory(), keptAs: null }
  const parsed = parseHistory(text)
  if (parsed.kind === 'history') return { history: parsed.history, keptAs: null }
  if (parsed.kind === 'newer') {
    throw new WorkspaceError(
      'newer-schema',
      `${KATA_FILE} was written by a later version of jwt-lessons. Nothing was changed. Use the later version: npx jwt-lessons@latest`,
    )
  }
  return { history: emptyHistory(), keptAs: await setAside(root, 'kata', now) }
}

/**
 * Adds a run to the history on disk, atomically, after reading it again: another kata may have ended meanwhile.
 * @returns the history that now is on disk
 * @throws WorkspaceError as loadHistory, and `disk-full`
 */
export async function saveRun(root: string, run: KataRun, now: Date): Promise<KataHistory> {
  const { history } = await loadHistory(root, now)
  const next = addRun(history, run)
  await writeInside(root, KATA_FILE, formatHistory(next))
  return next
}
