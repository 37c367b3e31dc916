/** What a folder's rights mean can only be seen by a user whom they bind. */
import { chmodSync, chownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** `nobody`: a user without any rights of its own. */
const NOBODY = 65_534

/**
 * Runs `body` while `folders` can be read but not written. Root may write anywhere, so where the tests run as root,
 * everything under `root` is given to another user, and the process acts for that user as long as `body` runs.
 */
export async function withReadOnly<T>(root: string, folders: string[], body: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) giveAway(root)
  for (const folder of folders) chmodSync(folder, 0o555)
  if (isRoot) process.seteuid?.(NOBODY)
  try {
    return await body()
  } finally {
    if (isRoot) process.seteuid?.(0)
    for (const folder of folders) chmodSync(folder, 0o755)
  }
}

function giveAway(folder: string): void {
  chownSync(folder, NOBODY, NOBODY)
  for (const entry of readdirSync(folder, { recursive: true }) as string[])
    chownSync(join(folder, entry), NOBODY, NOBODY)
}
