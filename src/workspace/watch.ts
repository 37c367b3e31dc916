import { type ChangeDetector, createDetector } from './detector.ts'
import { type FolderEvents, listenToFolders } from './folder-events.ts'
import { silentMount } from './mounts.ts'

/** How saves are seen: by events of the system, or by looking again and again, for a reason in words. */
export type WatchMode = { kind: 'events' } | { kind: 'polling'; reason: string }

/** What the watcher tells. */
export type WatchHandlers = {
  /** Content of these files changed: paths in the workspace, with `/`. */
  onChange(files: string[]): void
  /** Told once at the start, and when events turn out not to come. */
  onMode(mode: WatchMode): void
}

/** A watcher at work. */
export type Watcher = { close(): void }

/** Times in milliseconds. */
export type WatchTimes = {
  /** From the first event to the look at the file. */
  leading: number
  /** How long a file may be missing or empty in the middle of a save. */
  settle: number
  /** Between two looks when polling. */
  poll: number
  /** Between two looks beside events, to find saves that sent none. */
  safetyNet: number
}

const TIMES: WatchTimes = { leading: 2, settle: 50, poll: 300, safetyNet: 2000 }
// One late event may be chance.
const MISSES_BEFORE_POLLING = 2

/**
 * Watches the source files of a workspace. A change is told at the leading edge, and again when the file changes again;
 * a save that leaves the content as it was is not told. Hidden folders and node_modules are not watched.
 * @param root real path of the workspace
 * @param reasonToPoll in words when polling is wanted from the start; else it is found out
 */
export async function watchWorkspace(
  root: string,
  handlers: WatchHandlers,
  reasonToPoll: string | null = null,
  times: WatchTimes = TIMES,
): Promise<Watcher> {
  const detector = await createDetector(root)
  const reason = reasonToPoll ?? (await silentMount(root))
  const session = createSession(detector, handlers, times)
  if (reason !== null) session.poll(reason)
  else await session.listen(root)
  return { close: session.close }
}

function createSession(detector: ChangeDetector, handlers: WatchHandlers, times: WatchTimes) {
  const pending = new Set<string>()
  const vanished = new Set<string>()
  const eventAt = new Map<string, number>()
  let open = true
  let events: FolderEvents | null = null
  let misses = 0
  let looking: Promise<unknown> = Promise.resolve()
  let leadingTimer: NodeJS.Timeout | null = null
  let regularTimer: NodeJS.Timeout | null = null
  let regularRound = 0

  const tell = (files: string[]) => {
    if (open && files.length > 0) handlers.onChange(files)
  }
  /** Looks at files one after another with other looks, so that a change is told once. */
  const look = (files: string[]): Promise<string[]> => {
    const looked = looking.then(async () => {
      const changed: string[] = []
      for (const file of files) {
        const seen = await detector.look(file)
        if (seen === 'vanished') settleLater(file)
        else vanished.delete(file)
        if (seen === 'changed') changed.push(file)
      }
      return changed
    })
    looking = looked
    return looked
  }
  const settleLater = (file: string) => {
    if (vanished.has(file)) return
    vanished.add(file)
    setTimeout(async () => {
      if (!open || !vanished.delete(file)) return
      if ((await detector.look(file)) !== 'vanished') return heard([file])
      await detector.accept(file)
      tell([file])
    }, times.settle)
  }
  const heard = (files: string[]) => {
    for (const file of files) {
      pending.add(file)
      eventAt.set(file, performance.now())
    }
    leadingTimer ??= setTimeout(async () => {
      leadingTimer = null
      const due = [...pending]
      pending.clear()
      tell(await look(due))
    }, times.leading)
  }
  /** Ends what was done regularly before. */
  const regularly = (interval: number, action: () => Promise<void>) => {
    const round = ++regularRound
    const again = () => {
      regularTimer = setTimeout(async () => {
        await action()
        if (open && round === regularRound) again()
      }, interval)
    }
    if (regularTimer !== null) clearTimeout(regularTimer)
    again()
  }
  const poll = (reason: string) => {
    if (!open) return
    events?.close()
    events = null
    handlers.onMode({ kind: 'polling', reason })
    regularly(times.poll, async () => tell(await look(await detector.files())))
  }
  const catchMissed = async () => {
    const changed = await look(await detector.files())
    tell(changed)
    if (changed.length === 0) return
    await new Promise(resolve => setTimeout(resolve, times.settle))
    const recently = performance.now() - times.safetyNet
    if (changed.some(file => (eventAt.get(file) ?? 0) < recently)) misses++
    if (misses >= MISSES_BEFORE_POLLING) poll('saves in it send no events')
  }
  return {
    poll,
    async listen(root: string) {
      let failed: string | null = null
      const listening = await listenToFolders(root, detector, {
        onFiles: heard,
        onFailure: reason => {
          failed = reason
          if (events !== null) poll(reason)
        },
      })
      if (failed !== null) return poll(failed)
      events = listening
      handlers.onMode({ kind: 'events' })
      regularly(times.safetyNet, catchMissed)
    },
    close() {
      open = false
      events?.close()
      for (const timer of [leadingTimer, regularTimer]) if (timer !== null) clearTimeout(timer)
    },
  }
}
