import type { FinalePort } from '../ports.ts'
import type { State } from '../state/state.ts'
import type { Store } from '../store.ts'

/** Shows the end of a chapter while its screen is open. */
export type FinaleEffects = {
  /** Begins when the screen opens, and stops when it closes. */
  follow(before: State, after: State): void
  stop(): void
}

/** One for each window. */
export function createFinaleEffects(store: Store, finale: FinalePort): FinaleEffects {
  let abort: AbortController | null = null
  const stop = () => {
    abort?.abort()
    abort = null
  }
  const show = async (lessonId: string, signal: AbortSignal) => {
    try {
      await finale(
        lessonId,
        event => {
          if (!signal.aborted) store.dispatch({ type: 'finale', event })
        },
        signal,
      )
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const text = `The end of the chapter could not be shown: ${reason}`
      if (!signal.aborted) store.dispatch({ type: 'notice', notice: { tone: 'error', text } })
    }
  }
  return {
    follow(before, after) {
      const was = before.overlay?.kind === 'finale'
      if (after.overlay?.kind !== 'finale') return was ? stop() : undefined
      if (was) return
      stop()
      abort = new AbortController()
      void show(after.overlay.lessonId, abort.signal)
    },
    stop,
  }
}
