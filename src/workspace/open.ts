import { readStarters } from './create.ts'
import { giveEditorTypes } from './editor-types.ts'
import { createInside } from './inside.ts'
import { emptyProgress, recordGiven } from './progress.ts'
import { type LoadedProgress, loadProgress, readProgress, updateProgress } from './progress-disk.ts'
import type { StarterFiles, Workspace } from './types.ts'

/** A workspace that is ready for use. */
export type Opened = LoadedProgress & {
  workspace: Workspace
  /** Starter files of lessons that are new since it was opened last. */
  added: string[]
  /** Why new files or the progress could not be written, in words, or null: the workspace can be graded all the same. */
  notWritten: string | null
}

/**
 * How a workspace is used. `own`: by its learner. `look`: by somebody who grades it and writes nothing into it, and to whom
 * its progress says nothing; `look-at-progress`: the same, but its progress is shown.
 */
export type WorkspaceUse = 'own' | 'look' | 'look-at-progress'

/**
 * Opens a workspace: reads its progress and gives it the starters that are new in this version of the course.
 * Files that exist are never touched, and a starter that was given once and deleted is not given again.
 * A workspace that can't be written is opened all the same.
 * @throws WorkspaceError `newer-schema`, `unreadable`
 */
export async function openWorkspace(
  workspace: Workspace,
  supplies: StarterFiles,
  now: Date,
  use: WorkspaceUse = 'own',
): Promise<Opened> {
  if (!workspace.remembers || use !== 'own') {
    const parsed = use === 'look-at-progress' ? await readProgress(workspace.root) : null
    return {
      workspace: { ...workspace, remembers: false },
      progress: parsed?.kind === 'progress' ? parsed.progress : emptyProgress(supplies.version),
      damaged: null,
      added: [],
      notWritten: null,
    }
  }
  const loaded = await loadProgress(workspace.root, now)
  const starters = await readStarters(supplies)
  const files = Object.keys(starters)
  const added: string[] = []
  const news = files.filter(file => !loaded.progress.given.includes(file))
  // A help for the editor, without which everything else works.
  if (supplies.typesDir !== null) await giveEditorTypes(workspace.root, supplies.typesDir).catch(() => {})
  if (news.length === 0 && loaded.progress.course === supplies.version) {
    return { workspace, ...loaded, added, notWritten: null }
  }
  try {
    for (const file of news) {
      if (await createInside(workspace.root, file, starters[file] as string)) added.push(file)
    }
    const record = (progress: LoadedProgress['progress']) => recordGiven(progress, supplies.version, files)
    const progress = await updateProgress(workspace.root, loaded.progress, record, now)
    return { workspace, ...loaded, progress, added, notWritten: null }
  } catch (error) {
    return { workspace, ...loaded, added, notWritten: (error as Error).message }
  }
}
