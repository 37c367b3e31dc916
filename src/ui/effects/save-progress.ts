import { recordPosition } from '../../workspace/progress.ts'
import type { WorkspacePort } from '../ports.ts'
import { isWelcome, positionOf } from '../state/selectors.ts'
import type { State } from '../state/state.ts'
import type { Store } from '../store.ts'

/** Keeps the file of progress up to date. */
export type ProgressSaver = {
  /** Writes what is not written yet. */
  flush(): Promise<void>
  stop(): void
}

/** How long changes are collected before they are written, in milliseconds. */
const collecting = 300

/** Writes the progress a moment after it changed, one write at a time. A failure is said once. */
export function createProgressSaver(
  store: Store,
  workspace: Pick<WorkspacePort, 'saveProgress'>,
  now: () => number,
): ProgressSaver {
  let written = persisted(store.get())
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let complained = false

  const write = () => {
    timer = null
    const state = store.get()
    if (persisted(state) === written) return
    written = persisted(state)
    // Somebody who has only seen the welcome sees it again the next time.
    const progress = isWelcome(state)
      ? state.progress
      : recordPosition(state.progress, positionOf(state, new Date(now()).toISOString()))
    writing = writing.then(() => workspace.saveProgress(progress)).catch(complain)
  }
  const complain = (error: unknown) => {
    if (complained) return
    complained = true
    const reason = error instanceof Error ? error.message : String(error)
    store.dispatch({
      type: 'notice',
      notice: { tone: 'warning', text: `Your progress can't be saved: ${reason}` },
    })
  }
  const unsubscribe = store.subscribe(() => {
    if (persisted(store.get()) !== written) timer ??= setTimeout(write, collecting)
  })
  return {
    async flush() {
      if (timer !== null) clearTimeout(timer)
      write()
      await writing
    },
    stop: unsubscribe,
  }
}

/** What is worth writing, as text that can be compared. */
function persisted(state: State): string {
  const position = isWelcome(state) ? null : positionOf(state, '')
  return JSON.stringify([state.progress.lessons, position])
}
