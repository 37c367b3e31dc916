import type { KataEvent } from '../../kata/practise.ts'
import type { KataPort } from '../ports.ts'
import type { KataAction } from '../state/kata.ts'
import type { State } from '../state/state.ts'
import type { Store } from '../store.ts'

/** Runs katas: one at a time, each ends with its screen. */
export type KataEffects = {
  /** Opens the screen and reads the history. */
  open(): Promise<void>
  /** Enter: begins, or goes back to the choice after a pass. */
  confirm(): Promise<void>
  /** Ends a run whose screen was left. */
  follow(before: State, after: State): void
  /** Ends a run and waits until its grader is gone. */
  end(): Promise<void>
}

export type KataPorts = {
  store: Store
  kata: KataPort
  now(): number
  /** `still`: the seconds are shown with each verdict only. */
  motion: 'seconds' | 'still'
}

/** One for each window. */
export function createKata({ store, kata, now, motion }: KataPorts): KataEffects {
  let abort: AbortController | null = null
  let running: Promise<void> = Promise.resolve()
  const happened = (happening: KataAction) => store.dispatch({ type: 'kata', happening })
  const complain = (what: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    store.dispatch({ type: 'notice', notice: { tone: 'error', text: `${what}: ${reason}` } })
  }
  const readHistory = async () => {
    try {
      happened({ kind: 'history', history: await kata.history() })
    } catch (error) {
      complain('The history of katas could not be read', error)
    }
  }
  const run = async (lessonId: string, signal: AbortSignal) => {
    const { overlay } = store.get()
    if (overlay?.kind !== 'kata') return
    happened({ kind: 'preparing' })
    const tell = (event: KataEvent) => {
      if (signal.aborted) return
      const happening = happeningOf(event, lessonId, now())
      if (happening !== null) happened(happening)
    }
    const begun = (place: Parameters<Parameters<KataPort['practise']>[1]['begun']>[0]) => {
      if (!signal.aborted) happened({ kind: 'begun', place })
    }
    const ticking =
      motion === 'seconds' ? setInterval(() => happened({ kind: 'tick', at: now() }), 1000) : null
    try {
      await kata.practise({ lessonId, variant: overlay.variant }, { begun, tell }, signal)
    } catch (error) {
      complain('The kata had to end', error)
      if (!signal.aborted) happened({ kind: 'again' })
    } finally {
      if (ticking !== null) clearInterval(ticking)
    }
  }
  return {
    async open() {
      happened({ kind: 'open' })
      if (store.get().overlay?.kind === 'kata') await readHistory()
    },
    async confirm() {
      const { overlay } = store.get()
      if (overlay?.kind !== 'kata') return
      if (overlay.phase.kind === 'passed') {
        happened({ kind: 'again' })
        // The run that has just passed may still be on its way to the disk.
        await running
        return readHistory()
      }
      if (overlay.phase.kind !== 'choosing') return
      abort?.abort()
      abort = new AbortController()
      const { signal } = abort
      // The one before may still be closing its grader.
      running = running.then(() => run(overlay.lessonId, signal))
      await running
    },
    follow(before, after) {
      if (before.overlay?.kind === 'kata' && after.overlay?.kind !== 'kata') abort?.abort()
    },
    async end() {
      abort?.abort()
      await running
    },
  }
}

function happeningOf(event: KataEvent, lessonId: string, at: number): KataAction | null {
  switch (event.kind) {
    case 'started':
      return { kind: 'started', at }
    case 'graded': {
      const report = event.report.lessons.find(({ id }) => id === lessonId)
      return report === undefined ? null : { kind: 'graded', report, seconds: event.seconds }
    }
    case 'forbidden':
      return { kind: 'forbidden', findings: event.findings }
    case 'passed':
      return { kind: 'passed', run: event.run }
  }
}
