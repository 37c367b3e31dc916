import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exists, listFiles, writeAtomically } from './disk.ts'
import { describeSystemError, WorkspaceError } from './errors.ts'
import { backupsFolder, MEMORY_FOLDER, timeInName } from './paths.ts'

/** Files of a lesson as they were before they were replaced. */
export type Backup = {
  /** Name of its folder: `<ISO time>-<lesson id>`. */
  name: string
  /** Relative to the workspace, with `/`. */
  path: string
  lesson: string
  /** Relative to the workspace, with `/`. */
  files: string[]
}

/**
 * Copies files of the workspace before they are replaced; files that do not exist are left out. A backup is complete or
 * not there: one that was cut short by a full disk must never be brought back.
 * @param root the workspace
 * @param lesson id of the lesson that they belong to
 * @param files relative to the workspace, with `/`
 * @returns the backup, or null when none of the files is there
 * @throws WorkspaceError `not-permitted`, `disk-full`: then nothing may be replaced
 */
export async function backUp(
  root: string,
  lesson: string,
  files: readonly string[],
  now: Date,
): Promise<Backup | null> {
  const there: string[] = []
  for (const file of files) if (await exists(join(root, file))) there.push(file)
  if (there.length === 0) return null
  let partial: string | null = null
  try {
    await mkdir(backupsFolder(root), { recursive: true })
    partial = await mkdtemp(join(backupsFolder(root), '.partial-'))
    for (const file of there) {
      await mkdir(dirname(join(partial, file)), { recursive: true })
      await copyFile(join(root, file), join(partial, file))
    }
    const name = await freeName(root, `${timeInName(now)}-${lesson}`)
    await rename(partial, join(backupsFolder(root), name))
    return { name, path: `${MEMORY_FOLDER}/backups/${name}`, lesson, files: there }
  } catch (error) {
    if (partial !== null) await rm(partial, { recursive: true, force: true }).catch(() => {})
    throw describeSystemError(error, backupsFolder(root))
  }
}

// Two backups within a millisecond get different folders.
async function freeName(root: string, wanted: string): Promise<string> {
  let name = wanted
  for (let suffix = 2; await exists(join(backupsFolder(root), name)); suffix++) {
    name = wanted.replace('Z-', `Z.${suffix}-`)
  }
  return name
}

/** The backups of a workspace, the newest first. Folders with other names are not looked at. */
export async function listBackups(root: string): Promise<Backup[]> {
  const names = await readdir(backupsFolder(root)).catch(() => [])
  const backups: Backup[] = []
  for (const name of names.sort().reverse()) {
    const lesson = /^\d{4}-\d\d-\d\dT[\d.-]+Z(?:\.\d+)?-(.+)$/.exec(name)?.[1]
    if (lesson === undefined) continue
    const files = await listFiles(join(backupsFolder(root), name))
    backups.push({ name, path: `${MEMORY_FOLDER}/backups/${name}`, lesson, files })
  }
  return backups
}

/**
 * Brings the last backup of a lesson back, after a backup of what is there now: undoing twice is redoing.
 * @returns the backup that was brought back, and the one that was made (null when nothing was there)
 * @throws WorkspaceError `no-backup` when there is none; `not-permitted`, `disk-full`
 */
export async function undo(
  root: string,
  lesson: string,
  now: Date,
): Promise<{ restored: Backup; backup: Backup | null }> {
  const restored = (await listBackups(root)).find(
    backup => backup.lesson === lesson && backup.files.length > 0,
  )
  if (restored === undefined) {
    throw new WorkspaceError('no-backup', `There is no backup of ${lesson}: nothing was replaced in it yet.`)
  }
  const backup = await backUp(root, lesson, restored.files, now)
  for (const file of restored.files) {
    const bytes = await readFile(join(root, restored.path, file)).catch(error => {
      throw describeSystemError(error, join(root, restored.path, file))
    })
    await writeAtomically(join(root, file), bytes)
  }
  return { restored, backup }
}
