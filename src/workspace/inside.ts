/**
 * Files of a workspace, by their path in it: only regular files whose real path is inside are read or written, checked at
 * the moment of use. A link within the workspace works; one that leads out of it is refused, and so is a pipe or a device.
 */
import { constants } from 'node:fs'
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { exists, listFiles, replaceFile, writeIfAbsent } from './disk.ts'
import { describeSystemError, systemCode, WorkspaceError } from './errors.ts'

/** More than any file that a learner writes, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024

// Without O_NONBLOCK, opening a pipe that nobody writes to never ends; Windows has neither flag.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

/**
 * The real path of something in a workspace; what does not exist yet is placed under the real path of its nearest folder.
 * @param root the workspace
 * @param path relative to it, with `/`
 * @throws WorkspaceError `outside` when a link leads out of the workspace
 */
export async function resolveInside(root: string, path: string): Promise<string> {
  const realRoot = await realpath(root).catch(error => {
    throw describeSystemError(error, root, 'read')
  })
  const wanted = join(root, path)
  let rest = ''
  for (let at = wanted; ; at = dirname(at)) {
    const real = await realpath(at).catch(() => null)
    if (real !== null) {
      if (real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep))
        return join(real, rest)
      break
    }
    if (at === dirname(at)) break
    rest = join(at.slice(dirname(at).length), rest)
  }
  throw new WorkspaceError(
    'outside',
    `${wanted} is a link that leads out of the workspace. It was not touched. Replace the link with an ordinary file or folder.`,
  )
}

/**
 * Reads a file as it is; null when there is none.
 * @param most size in bytes above which the file is refused
 * @throws WorkspaceError `outside`, `not-a-file`, `too-large`, `not-permitted`, `unreadable`
 */
export async function readBytesInside(
  root: string,
  path: string,
  most: number = MOST_BYTES,
): Promise<Uint8Array | null> {
  const shown = join(root, path)
  try {
    const handle = await open(await resolveInside(root, path), READ)
    try {
      const found = await handle.stat()
      if (found.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' })
      if (!found.isFile())
        throw new WorkspaceError(
          'not-a-file',
          `${shown} is not an ordinary file but a pipe or a device. Remove it, or put a file in its place.`,
        )
      if (found.size > most)
        throw new WorkspaceError(
          'too-large',
          `${shown} has ${found.size} bytes; the course reads at most ${most}. Is it the right file?`,
        )
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null
    throw describeSystemError(error, shown, 'read')
  }
}

/** As readBytesInside, for text in UTF-8. */
export async function readInside(root: string, path: string, most?: number): Promise<string | null> {
  const bytes = await readBytesInside(root, path, most)
  return bytes === null ? null : Buffer.from(bytes).toString('utf8')
}

/**
 * Writes a file so that a reader sees the old content or the new one, and a full disk leaves the old one. Its mode stays
 * what it was. Folders above it are made.
 * @throws WorkspaceError `outside`, `not-permitted`, `disk-full`, `not-a-folder`, `unreadable`
 */
export async function writeInside(root: string, path: string, content: string | Uint8Array): Promise<void> {
  await makeFolderInside(root, dirname(path))
  await replaceFile(await resolveInside(root, path), content)
}

/**
 * Writes a file only where nothing is.
 * @returns whether it was written
 * @throws WorkspaceError as writeInside
 */
export async function createInside(root: string, path: string, text: string): Promise<boolean> {
  await makeFolderInside(root, dirname(path))
  return writeIfAbsent(await resolveInside(root, path), text)
}

/** Makes a folder with those above it. @throws WorkspaceError as writeInside */
export async function makeFolderInside(root: string, path: string): Promise<void> {
  const target = await resolveInside(root, path)
  try {
    await mkdir(target, { recursive: true })
  } catch (error) {
    throw describeSystemError(error, join(root, path))
  }
}

/** Where something has its name: a link itself, and not what it leads to. @throws WorkspaceError `outside` */
async function nameInside(root: string, path: string): Promise<string> {
  return join(await resolveInside(root, dirname(path)), basename(path))
}

/** Gives something of the workspace another name in it; of a link the link. @throws WorkspaceError as writeInside */
export async function renameInside(root: string, from: string, to: string): Promise<void> {
  try {
    await rename(await nameInside(root, from), await nameInside(root, to))
  } catch (error) {
    throw describeSystemError(error, join(root, from))
  }
}

/** Removes something of the workspace, whether it is there or not; of a link the link. @throws WorkspaceError as writeInside */
export async function removeInside(root: string, path: string): Promise<void> {
  try {
    await rm(await nameInside(root, path), { recursive: true, force: true })
  } catch (error) {
    throw describeSystemError(error, join(root, path))
  }
}

/** The permission bits of a file, or null when it is not there. */
export async function modeInside(root: string, path: string): Promise<number | null> {
  return stat(await resolveInside(root, path)).then(
    found => found.mode & 0o777,
    () => null,
  )
}

/** Whether something is there; a link that leads nowhere counts as nothing. @throws WorkspaceError `outside` */
export async function existsInside(root: string, path: string): Promise<boolean> {
  return exists(await resolveInside(root, path))
}

/** The regular files under a folder of the workspace, relative to that folder, with `/`. @throws WorkspaceError */
export async function listInside(root: string, path: string): Promise<string[]> {
  return listFiles(await resolveInside(root, path))
}
