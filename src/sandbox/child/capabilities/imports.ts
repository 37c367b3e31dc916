import type { Capability } from '../capability.ts'

/** All imports but those of the learner's own files. */
export const capability: Capability = {
  noBuiltins: 'is disabled in this lesson: only your own files (./…) can be imported',
}
