/** Vitest writes a token for its web page into the user's data folder, or ends where it can't. Nobody opens that page. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Vitest looks for the user's data folder. */
const NAMES = ['XDG_DATA_HOME', 'LOCALAPPDATA']

/** Runs `start` while the user's data folder is an empty one in the temporary folder, which is removed afterwards. */
export async function withPrivateDataFolder<T>(start: () => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'jwt-lessons-vitest-'))
  const before = NAMES.map(name => process.env[name])
  for (const name of NAMES) process.env[name] = folder
  try {
    return await start()
  } finally {
    for (const [index, name] of NAMES.entries()) {
      if (before[index] === undefined) delete process.env[name]
      else process.env[name] = before[index]
    }
    rmSync(folder, { recursive: true, force: true })
  }
}
