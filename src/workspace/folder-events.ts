import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'
import { type ChangeDetector, isIgnored, isSource } from './detector.ts'
import { systemCode } from './errors.ts'

/** The system's events on the folders of a workspace. */
export type FolderEvents = { close(): void }

/** What to do with events. */
export type FolderEventHandlers = {
  /** These files may have changed. */
  onFiles(files: string[]): void
  /** Events can't be had any more; the reason is in words. */
  onFailure(reason: string): void
}

/** Listens on every folder of the workspace, folders that come later included. Fails through `onFailure`, never by throwing. */
export async function listenToFolders(
  root: string,
  detector: ChangeDetector,
  handlers: FolderEventHandlers,
): Promise<FolderEvents> {
  const watchers = new Map<string, FSWatcher>()
  let open = true

  const close = () => {
    open = false
    for (const watcher of watchers.values()) watcher.close()
    watchers.clear()
  }
  const fail = (error: unknown) => {
    if (!open) return
    close()
    handlers.onFailure(failureInWords(error))
  }
  const forget = (folder: string) => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  const listen = (folder: string) => {
    try {
      const watcher = watch(join(root, folder), { persistent: true }, (kind, name) =>
        heard(folder, kind, name),
      )
      watchers.set(folder, watcher)
      watcher.on('error', error => {
        // A folder that is deleted or replaced is noticed from the folder above.
        if (folder === '' || systemCode(error) !== 'EPERM') fail(error)
        else forget(folder)
      })
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') fail(error)
    }
  }
  const listenToNew = async () => {
    const folders = await detector.folders()
    for (const folder of watchers.keys()) if (!folders.includes(folder)) forget(folder)
    for (const folder of folders) if (open && !watchers.has(folder)) listen(folder)
  }
  const heard = (folder: string, kind: string, name: string | null) => {
    const path = name === null ? null : [folder, name.replaceAll('\\', '/')].filter(Boolean).join('/')
    if (path !== null && isSource(path)) handlers.onFiles([path])
    else if (path === null || (kind === 'rename' && !isIgnored(path))) void foldersChanged(path)
  }
  const foldersChanged = async (path: string | null) => {
    // A folder that was replaced by another of the same name needs a new watcher.
    for (const folder of watchers.keys()) {
      if (path !== null && (folder === path || folder.startsWith(`${path}/`))) forget(folder)
    }
    await listenToNew()
    if (open) handlers.onFiles(await detector.files())
  }

  await listenToNew()
  return { close }
}

function failureInWords(error: unknown): string {
  const code = systemCode(error)
  if (code === 'ENOSPC' || code === 'EMFILE') return 'the system has no file watches left'
  return `the system refuses to watch it (${code ?? 'unknown reason'})`
}
