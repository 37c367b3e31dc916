import type { Refuser } from './refuse.ts'

/** Something that a lesson can forbid: one file in `capabilities/`, whose name the front matter says. */
export type Capability = {
  /** Takes it away, before learner code is loaded; `refuser` makes what stands in its place. */
  takeAway?: (refuser: Refuser) => void
  /** Why no built-in module can be imported; left out where imports stay as they are. */
  noBuiltins?: string
}
