import { createHash } from 'node:crypto'
import { readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { readBytesInside } from './inside.ts'

/**
 * What became of a file since it was looked at last.
 * `vanished`: it is missing or empty and was not before, as in the middle of a save by rename or by truncation.
 */
export type FileChange = 'same' | 'changed' | 'vanished'

/** Knows the content of the workspace's source files, and tells what changed. */
export type ChangeDetector = {
  /** Looks at one file; `changed` is told once. A file that vanished stays vanished until it is accepted or back. */
  look(file: string): Promise<FileChange>
  /** Takes a file as it is now. */
  accept(file: string): Promise<void>
  /** Every source file that is there or was. */
  files(): Promise<string[]>
  /** Every folder that may hold source files; the workspace itself is ''. */
  folders(): Promise<string[]>
}

type Known = { hash: string; stamp: string; changedAt: number }

const MISSING: Known = { hash: '', stamp: '', changedAt: 0 }
const DEPTH = 6
// On some file systems two saves within seconds have the same time.
const COARSE_TIME_MS = 3000

/** Whether a path in the workspace is a source file that can matter to a verdict. */
export function isSource(path: string): boolean {
  return !isIgnored(path) && /\.(?:[cm]?[jt]s|json)$/.test(path)
}

/** Whether a path is none of the learner's: hidden (temporary files of editors too) or installed. */
export function isIgnored(path: string): boolean {
  return path.split('/').some(part => part.startsWith('.') || part === 'node_modules')
}

/** Starts with every file as it is now. */
export async function createDetector(root: string): Promise<ChangeDetector> {
  const known = new Map<string, Known>()

  const read = async (file: string, before: Known): Promise<Known> => {
    try {
      const { mtimeMs, size, ino } = await stat(join(root, file))
      const stamp = `${mtimeMs} ${size} ${ino}`
      if (stamp === before.stamp && performance.now() - before.changedAt > COARSE_TIME_MS) return before
      const bytes = await readBytesInside(root, file)
      if (bytes === null) return MISSING
      const hash = bytes.length === 0 ? '' : createHash('sha256').update(bytes).digest('base64')
      const changedAt = hash === before.hash ? before.changedAt : performance.now()
      return { hash, stamp, changedAt }
    } catch {
      return MISSING
    }
  }
  const accept = async (file: string): Promise<void> => {
    known.set(file, await read(file, MISSING))
  }
  const detector: ChangeDetector = {
    async look(file) {
      const before = known.get(file) ?? MISSING
      const now = await read(file, before)
      if (now.hash === before.hash) {
        if (now !== MISSING) known.set(file, now)
        return 'same'
      }
      if (now.hash === '') return 'vanished'
      known.set(file, now)
      return 'changed'
    },
    accept,
    async files() {
      const { files } = await walk(root, '', DEPTH)
      return [...new Set([...known.keys(), ...files])]
    },
    folders: async () => (await walk(root, '', DEPTH)).folders,
  }
  await Promise.all((await detector.files()).map(accept))
  return detector
}

// Symbolic links within the workspace are followed, but not to a folder above: all that is in it is seen already.
async function walk(
  root: string,
  folder: string,
  depth: number,
): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = []
  const folders: string[] = []
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => null)
  if (entries === null) return { files, folders }
  folders.push(folder)
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isIgnored(path)) continue
    const isFolder = entry.isSymbolicLink() ? await leadsToFolder(root, path) : entry.isDirectory()
    if (isFolder && depth > 0) {
      const inner = await walk(root, path, depth - 1)
      files.push(...inner.files)
      folders.push(...inner.folders)
    } else if (!isFolder && isSource(path)) files.push(path)
  }
  return { files, folders }
}

/** Whether a link leads to a folder of the same workspace, which is none of those around the link. */
async function leadsToFolder(root: string, path: string): Promise<boolean> {
  const links = [root, join(root, path), dirname(join(root, path))]
  const [realRoot = '', real = '', above = ''] = await Promise.all(links.map(one => realpath(one))).catch(
    () => [],
  )
  if (!real.startsWith(realRoot + sep) || `${above}${sep}`.startsWith(real + sep)) return false
  return stat(real).then(
    found => found.isDirectory(),
    () => false,
  )
}
