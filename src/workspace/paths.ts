/** The folder in a workspace that holds what the course remembers. */
export const MEMORY_FOLDER = '.jwt-lessons'

/** Path of `progress.json` in a workspace. */
export const PROGRESS_FILE = `${MEMORY_FOLDER}/progress.json`

/** Path of the folder of backups in a workspace. */
export const BACKUPS_FOLDER = `${MEMORY_FOLDER}/backups`

/** A time as part of a file name: ISO 8601, UTC, without the colons that Windows refuses. */
export const timeInName = (time: Date): string => time.toISOString().replaceAll(':', '-')

/** The time that such a name begins with, in milliseconds; null when it begins with none. */
export function timeOfName(name: string): number | null {
  const match = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d(?:\.\d+)?Z)/.exec(name)
  const time = match === null ? Number.NaN : Date.parse(`${match[1]}${match[2]}:${match[3]}:${match[4]}`)
  return Number.isNaN(time) ? null : time
}
