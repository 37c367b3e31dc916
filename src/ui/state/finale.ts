import type { Built, FinaleEvent, FuzzSummary, Proved } from '../../finale/types.ts'
import { lessonOf } from './selectors.ts'
import type { State } from './state.ts'

/** The end of a chapter over the recap of its last lesson. */
export type FinaleOverlay = {
  kind: 'finale'
  /** The last lesson of the chapter. */
  lessonId: string
  chapter: { number: number; title: string }
  built: Built | null
  proofs: { title: string; proved: Proved | null }[]
  /** The function that tokens are thrown at, and how far that is; null before and after. */
  fuzzing: { target: string; done: number; total: number; accepted: number } | null
  fuzzed: FuzzSummary[] | null
  /** Markdown; '' until it is read. */
  closing: string
}

/** The end of the chapter of a lesson, with nothing shown yet. */
export function openFinale(state: State, lessonId: string): State {
  const chapterId = lessonOf(state, lessonId).chapter
  const index = state.course.chapters.findIndex(({ id }) => id === chapterId)
  const overlay: FinaleOverlay = {
    kind: 'finale',
    lessonId,
    chapter: { number: index + 1, title: state.course.chapters[index]?.title ?? '' },
    built: null,
    proofs: [],
    fuzzing: null,
    fuzzed: null,
    closing: '',
  }
  return { ...state, overlay, beneath: [], scroll: {}, focus: 'text', notice: null }
}

/** What happened belongs to the screen only while it is open. */
export function finaleAfter(state: State, event: FinaleEvent): State {
  const { overlay } = state
  return overlay?.kind === 'finale' ? { ...state, overlay: changed(overlay, event) } : state
}

function changed(overlay: FinaleOverlay, event: FinaleEvent): FinaleOverlay {
  switch (event.kind) {
    case 'begun':
      return {
        ...overlay,
        closing: event.closing,
        proofs: event.titles.map(title => ({ title, proved: null })),
      }
    case 'built':
      return { ...overlay, built: event.built }
    case 'proved': {
      const proofs = overlay.proofs.map((proof, index) =>
        index === event.index ? { ...proof, proved: event.proved } : proof,
      )
      return { ...overlay, proofs }
    }
    case 'fuzzing': {
      const { target, done, total, accepted } = event
      return { ...overlay, fuzzing: { target, done, total, accepted } }
    }
    case 'fuzzed':
      return { ...overlay, fuzzing: null, fuzzed: event.results }
  }
}
