/** Vitest writes a token for its web page into the user's data folder, or ends where it can't. Nobody opens that page. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Vitest looks for the user's data folder. */
const NAMES = ['XDG_DATA_HOME', 'LOCALAPPDATA']

/** What somebody set for a Vitest of their own: with none, no lesson would ever be graded. */
const OF_OTHERS = ['VITEST_MAX_WORKERS']

/**
 * Runs `start` while the user's data folder is an empty one in the temporary folder, which is removed afterwards, and
 * without settings that are meant for others.
 */
export async function withPrivateDataFolder<T>(start: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-vitest-'))
  const all = [...NAMES, ...OF_OTHERS]
  const before = all.map(name => process.env[name])
  for (const name of NAMES) process.env[name] = folder
  for (const name of OF_OTHERS) delete process.env[name]
  try {
    return await start()
  } finally {
    for (const [index, name] of all.entries()) {
      if (before[index] === undefined) delete process.env[name]
      else process.env[name] = before[index]
    }
    rmSync(folder, { recursive: true, force: true })
  }
}
