import type { WireDescribed } from '../protocol.ts'

/** Notes a call of a built-in, with what is worth knowing of it. */
export type NoteCall = (name: string, details: [string, WireDescribed][]) => void

/** A built-in whose calls a lesson wants to see: one file in `watching/`, whose name the front matter says. */
export type WatchedBuiltin = {
  /** Puts what notes in the built-in's place, before learner code is loaded. */
  install: (note: NoteCall) => {
    /** Hears what the hidden test gives for the next calls; undefined where it gives nothing. */
    give?: (setting: unknown) => void
  }
}
