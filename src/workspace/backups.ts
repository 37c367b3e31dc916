import { randomBytes } from 'node:crypto'
import { chmod, readdir } from 'node:fs/promises'
import { WorkspaceError } from './errors.ts'
import {
  existsInside,
  listInside,
  makeFolderInside,
  modeInside,
  readBytesInside,
  removeInside,
  renameInside,
  resolveInside,
  writeInside,
} from './inside.ts'
import { BACKUPS_FOLDER, timeInName, timeOfName } from './paths.ts'

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

/** How many backups a workspace keeps, and for how long at least when there are more; the newest of a lesson always stays. */
export const BACKUP_LIMITS = { count: 100, days: 90 } as const

/**
 * Copies files of the workspace before they are replaced; files that do not exist are left out. A backup is complete or
 * not there: one that was cut short by a full disk must never be brought back.
 * @param root the workspace
 * @param lesson id of the lesson that they belong to
 * @param files relative to the workspace, with `/`
 * @returns the backup, or null when none of the files is there
 * @throws WorkspaceError `not-permitted`, `disk-full`, `outside`, `not-a-file`: then nothing may be replaced
 */
export async function backUp(
  root: string,
  lesson: string,
  files: readonly string[],
  now: Date,
): Promise<Backup | null> {
  const contents: { file: string; bytes: Uint8Array; mode: number | null }[] = []
  for (const file of files) {
    const bytes = await readBytesInside(root, file)
    if (bytes !== null) contents.push({ file, bytes, mode: await modeInside(root, file) })
  }
  if (contents.length === 0) return null
  const partial = `${BACKUPS_FOLDER}/.partial-${randomBytes(6).toString('hex')}`
  const before = await listBackups(root)
  try {
    await makeFolderInside(root, partial)
    for (const { file, bytes, mode } of contents) {
      await writeInside(root, `${partial}/${file}`, bytes)
      if (mode !== null) await chmod(await resolveInside(root, `${partial}/${file}`), mode).catch(() => {})
    }
    const name = await freeName(root, lesson, timeAfter(before, now))
    await renameInside(root, partial, `${BACKUPS_FOLDER}/${name}`)
    await removeOld(root, before, now)
    return { name, path: `${BACKUPS_FOLDER}/${name}`, lesson, files: contents.map(({ file }) => file) }
  } catch (error) {
    await removeInside(root, partial).catch(() => {})
    throw error
  }
}

/** A time after that of every backup, so that names sort by age also where the clock was set back. */
function timeAfter(backups: readonly Backup[], now: Date): Date {
  const newest = timeOfName(backups[0]?.name ?? '')
  return newest !== null && newest >= now.getTime() ? new Date(newest + 1) : now
}

// Two programs may make a backup within the same millisecond.
async function freeName(root: string, lesson: string, time: Date): Promise<string> {
  for (let at = time.getTime(); ; at++) {
    const name = `${timeInName(new Date(at))}-${lesson}`
    if (!(await existsInside(root, `${BACKUPS_FOLDER}/${name}`))) return name
  }
}

/** Removes what is beyond the limits; a backup that can't be removed stays. */
async function removeOld(root: string, backups: readonly Backup[], now: Date): Promise<void> {
  const oldest = now.getTime() - BACKUP_LIMITS.days * 24 * 60 * 60 * 1000
  const seen = new Set<string>()
  for (const [index, { name, path, lesson }] of backups.entries()) {
    const isNewest = !seen.has(lesson)
    seen.add(lesson)
    // The backup that was just made is the first of the limit.
    if (isNewest || index + 1 < BACKUP_LIMITS.count || (timeOfName(name) ?? 0) >= oldest) continue
    await removeInside(root, path).catch(() => {})
  }
}

/** The backups of a workspace, the newest first. Folders with other names are not looked at. @throws WorkspaceError `outside` */
export async function listBackups(root: string): Promise<Backup[]> {
  const names = await readdir(await resolveInside(root, BACKUPS_FOLDER)).catch(() => [])
  const backups: Backup[] = []
  for (const name of names.sort().reverse()) {
    const lesson = /^\d{4}-\d\d-\d\dT[\d.-]+Z(?:\.\d+)?-(.+)$/.exec(name)?.[1]
    if (lesson === undefined) continue
    const path = `${BACKUPS_FOLDER}/${name}`
    backups.push({ name, path, lesson, files: await listInside(root, path) })
  }
  return backups
}

/**
 * Brings the last backup of a lesson back, after a backup of what is there now: undoing twice is redoing.
 * @returns the backup that was brought back, and the one that was made (null when nothing was there)
 * @throws WorkspaceError `no-backup` when there is none; `not-permitted`, `disk-full`, `outside`
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
    throw new WorkspaceError('no-backup', `There is no backup of ${lesson}: nothing in it was replaced yet.`)
  }
  const contents = await Promise.all(
    restored.files.map(async file => ({
      file,
      bytes: (await readBytesInside(root, `${restored.path}/${file}`)) ?? new Uint8Array(),
      mode: await modeInside(root, `${restored.path}/${file}`),
    })),
  )
  const backup = await backUp(root, lesson, restored.files, now)
  for (const { file, bytes, mode } of contents) {
    const isNew = !(await existsInside(root, file))
    await writeInside(root, file, bytes)
    if (isNew && mode !== null) await chmod(await resolveInside(root, file), mode).catch(() => {})
  }
  return { restored, backup }
}
