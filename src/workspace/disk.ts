import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { describeSystemError, systemCode, WorkspaceError } from './errors.ts'

const MOST_BYTES = 16 * 1024 * 1024

async function looked(path: string): Promise<{ size: number; isFile: boolean; isDirectory: boolean }> {
  const found = await stat(path)
  return { size: found.size, isFile: found.isFile(), isDirectory: found.isDirectory() }
}

/**
 * Refuses a path that leads out of a workspace by a link, also where only its folder is there yet.
 * @throws WorkspaceError `unreadable`
 */
export async function refuseOutside(root: string, path: string): Promise<void> {
  const realRoot = await realpath(root)
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    const real = await realpath(at).catch(() => null)
    if (real === null) continue
    if (real === realRoot || real.startsWith(realRoot + sep)) return
    throw new WorkspaceError(
      'unreadable',
      `${path} is a link that leads out of the workspace. Nothing was changed.`,
    )
  }
}

/** Reads a text file; null when there is none. @throws WorkspaceError when it can't be read */
export async function readText(path: string): Promise<string | null> {
  try {
    // A pipe would be read for ever.
    const { size, isFile, isDirectory } = await looked(path)
    if (!isFile && !isDirectory) throw new WorkspaceError('unreadable', `${path} is no ordinary file.`)
    if (size > MOST_BYTES)
      throw new WorkspaceError('unreadable', `${path} is larger than any file of the course.`)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof WorkspaceError) throw error
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null
    throw describeSystemError(error, path)
  }
}

/**
 * Writes a file so that a reader sees the old text or the new one, and a full disk leaves the old one.
 * A symbolic link stays a link. Folders above it are made.
 * @throws WorkspaceError `not-permitted`, `disk-full`, `not-a-folder`, `unreadable`
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const target = await realpath(path).catch(() => path)
    // A leading dot: watchers of the workspace ignore it.
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
    try {
      await writeAndFlush(temporary, content)
      await renameWithRetries(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {})
      throw error
    }
  } catch (error) {
    throw describeSystemError(error, path)
  }
}

async function writeAndFlush(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// On Windows a virus scanner or an editor that holds the file for a moment makes rename fail.
async function renameWithRetries(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (attempt === 5 || !['EPERM', 'EBUSY', 'EACCES'].includes(systemCode(error) ?? '')) throw error
      await new Promise(resolve => setTimeout(resolve, attempt * 10))
    }
  }
}

/**
 * Writes a file only where none is.
 * @returns whether it was written
 * @throws WorkspaceError as writeAtomically
 */
export async function writeTextIfAbsent(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && (await exists(path))) return false
    // What a full disk left of it would stand in the way of the next try.
    if (systemCode(error) === 'ENOSPC') await rm(path, { force: true }).catch(() => {})
    throw describeSystemError(error, path)
  }
}

/** Whether something is there; a broken link counts as nothing. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Whether a folder is there. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}

/** All files under a folder, relative to it, with `/`, sorted; none when there is no such folder. */
export async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter(entry => entry.isFile())
      .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw describeSystemError(error, folder)
  }
}
