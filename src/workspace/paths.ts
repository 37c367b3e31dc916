import { join } from 'node:path'

/** The folder in a workspace that holds what the course remembers. */
export const MEMORY_FOLDER = '.jwt-lessons'

/** Path of `progress.json`. */
export const progressFile = (root: string): string => join(root, MEMORY_FOLDER, 'progress.json')

/** Path of the folder of backups. */
export const backupsFolder = (root: string): string => join(root, MEMORY_FOLDER, 'backups')

/** A time as part of a file name: ISO 8601, UTC, without the colons that Windows refuses. */
export const timeInName = (time: Date): string => time.toISOString().replaceAll(':', '-')
