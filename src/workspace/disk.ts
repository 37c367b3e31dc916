/** Plain operations on the file system; paths are what the caller says they are. For a learner's files: inside.ts. */
import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { describeSystemError, systemCode, WorkspaceError } from './errors.ts'

/**
 * Replaces a file in one move, or makes it: a reader sees the old content or the new one, and a full disk leaves the old
 * one. The mode stays what it was.
 * @param path a real path: a link would be replaced, and not what it leads to
 * @throws WorkspaceError `not-permitted`, `disk-full`, `not-a-folder`, `not-a-file`, `unreadable`
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = temporaryBeside(path)
  try {
    const before = await stat(path).catch(() => null)
    if (before !== null && !before.isFile() && !before.isDirectory())
      throw new WorkspaceError('not-a-file', `${path} is not an ordinary file. It was not touched.`)
    await writeNewFile(temporary, content)
    if (before !== null) await chmod(temporary, before.mode & 0o777).catch(() => {})
    await renameWithRetries(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw describeSystemError(error, path)
  }
}

/** A name for a file that becomes this one. A leading dot: watchers of the workspace ignore it. */
const temporaryBeside = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)

/** Writes to a file that must not exist yet; what could not be written whole is removed. */
async function writeNewFile(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } catch (error) {
    await rm(path, { force: true }).catch(() => {})
    throw error
  } finally {
    await handle.close().catch(() => {})
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
 * Writes a file only where nothing is, whole or not at all.
 * @returns whether it was written
 * @throws WorkspaceError as replaceFile
 */
export async function writeIfAbsent(path: string, text: string): Promise<boolean> {
  if (await exists(path)) return false
  const temporary = temporaryBeside(path)
  try {
    await writeNewFile(temporary, text)
    await linkOrCopy(temporary, path, text)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && (await exists(path))) return false
    throw describeSystemError(error, path)
  } finally {
    await rm(temporary, { force: true }).catch(() => {})
  }
}

/** Gives a file a second name that nothing else has. Where the file system has no links, its text is written again. */
async function linkOrCopy(from: string, to: string, text: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (!NO_LINKS.includes(systemCode(error) ?? '')) throw error
    await writeNewFile(to, text)
  }
}
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK']

/**
 * Makes a folder and those above it that are missing, one by one: in a file system that can't be written to, such as
 * /proc, Node's own recursive form never ends.
 * @throws WorkspaceError `not-permitted`, `disk-full`, `not-a-folder`, `unreadable`
 */
export async function makeFolders(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) return
  if (found !== null)
    throw describeSystemError(Object.assign(new Error('not a folder'), { code: 'ENOTDIR' }), path)
  if (dirname(path) !== path) await makeFolders(dirname(path))
  try {
    await mkdir(path)
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && (await isFolder(path))) return
    if (systemCode(error) === 'ENOENT')
      throw new WorkspaceError(
        'not-permitted',
        `No folder can be made in ${dirname(path)}. Choose another place.`,
      )
    throw describeSystemError(error, path)
  }
}

/** Whether something is there; a link that leads nowhere counts as nothing. */
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

/** All regular files under a folder, relative to it, with `/`, sorted; none when there is no such folder. */
export async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter(entry => entry.isFile())
      .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw describeSystemError(error, folder, 'read')
  }
}
