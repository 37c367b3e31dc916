import type { KeySource } from '../../inspect/index.ts'
import { askAll } from '../../pictures/ask.ts'
import type { Call } from '../../sandbox/types.ts'
import type { PreviewPort, PicturePort } from '../ports.ts'
import { currentLesson } from '../state/selectors.ts'
import type { InspectOverlay, PictureOverlay, State } from '../state/state.ts'
import type { Store } from '../store.ts'
import type { LazyModules } from '../view.ts'

/** Gets what pictures and the inspection show: the learner's own answers, and a token taken apart. */
export type Previewing = {
  /** Loads what an overlay needs before it opens. */
  load(what: 'picture' | 'inspect'): Promise<void>
  /** Asks again when the input of an overlay changed. */
  follow(before: State, after: State): void
  /** Asks again because the learner's file changed. */
  refresh(): void
}

export type PreviewingPorts = {
  store: Store
  preview: PreviewPort
  loadPicture: PicturePort
  loaded: LazyModules
  now(): number
}

/** How long typing must rest before something is asked, in milliseconds: a long paste arrives in many pieces. */
function resting(length: number): number {
  return length > 65_536 ? 400 : 60
}

/** One for each window. Of several questions only the answer to the last one is shown. */
export function createPreviewing({ store, preview, loadPicture, loaded, now }: PreviewingPorts): Previewing {
  let timer: NodeJS.Timeout | null = null
  let round = 0

  const later = (length: number, action: () => Promise<void>) => {
    if (timer !== null) clearTimeout(timer)
    const mine = ++round
    timer = setTimeout(() => {
      timer = null
      action().catch(error => {
        const text = `That did not work: ${error instanceof Error ? error.message : String(error)}`
        if (mine === round) store.dispatch({ type: 'notice', notice: { tone: 'error', text } })
      })
    }, resting(length))
  }
  const askPicture = ({ name, input, cursor }: PictureOverlay) =>
    later(input.length, async () => {
      const mine = round
      const picture = loaded.pictures.get(name)
      const ask = (calls: Call[]) => preview(currentLesson(store.get()).id, calls)
      const reports =
        picture === undefined ? [] : await askAll(picture, input, cursor, ask, () => mine === round)
      if (mine === round) store.dispatch({ type: 'previewed', input, cursor, reports })
    })
  const askInspection = ({ input, key }: InspectOverlay) =>
    later(input.length + key.length, async () => {
      const mine = round
      const { inspectionRows, inspectToken, keyFromPaste, KeyError } = await import('../../inspect/index.ts')
      loaded.inspectionRows ??= inspectionRows
      let source: KeySource | null = null
      let keyProblem: string | null = null
      try {
        if (key !== '') source = keyFromPaste(key)
      } catch (error) {
        if (!(error instanceof KeyError)) throw error
        keyProblem = error.message
      }
      const inspection = await inspectToken(input, source, Math.floor(now() / 1000))
      if (mine === round) store.dispatch({ type: 'inspected', seen: { input, key, inspection, keyProblem } })
    })
  return {
    async load(what) {
      if (what === 'picture') {
        const name = currentLesson(store.get()).picture
        if (name !== null && !loaded.pictures.has(name)) loaded.pictures.set(name, await loadPicture(name))
      } else loaded.inspectionRows ??= (await import('../../inspect/index.ts')).inspectionRows
    },
    follow(before, after) {
      const overlay = after.overlay
      const previous = before.overlay
      if (overlay?.kind === 'picture') {
        const same =
          previous?.kind === 'picture' &&
          previous.input === overlay.input &&
          previous.cursor === overlay.cursor
        if (!same) askPicture(overlay)
      }
      if (overlay?.kind === 'inspect' && /\S/.test(overlay.input)) {
        const same =
          previous?.kind === 'inspect' && previous.input === overlay.input && previous.key === overlay.key
        if (!same) askInspection(overlay)
      }
    },
    refresh() {
      const { overlay } = store.get()
      if (overlay?.kind === 'picture') askPicture(overlay)
    },
  }
}
