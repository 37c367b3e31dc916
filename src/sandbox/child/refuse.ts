/** What the sandbox says when learner code touches something that it takes away or forbids. */
import type { Refusal } from '../types.ts'
import * as p from './primordials.ts'

/** How many refusals of one question are told. */
const MAX_NOTED = 20

/** Longer words of a refusal are cut. */
const MOST_WORDS = 1000

/** The error that learner code gets; which refusal it stands for is known by identity, not by its name. */
class RefusedError extends Error {
  constructor(message: string) {
    super(message)
    p.defineProperty(this, 'name', { value: 'SandboxError', configurable: true, writable: true })
  }
}

export type Refuser = {
  /** Makes, notes and throws an error. */
  refuse: (refusal: Refusal) => never
  /** The refusal behind an error that `refuse` threw, or null. */
  refusalOf: (error: unknown) => Refusal | null
  /** The first refusals since the last call of this function. */
  takeNoted: () => Refusal[]
}

/** Keeps what was refused, so that a diagnosis can name it even when learner code caught the error. */
export function createRefuser(): Refuser {
  const known = new p.WeakMapClass<object, Refusal>()
  let noted: Refusal[] = []
  return {
    refuse({ what, kind, message }) {
      // Learner code says how long a name is that it asks for.
      const refusal = { what: p.slice(what, 0, MOST_WORDS), kind, message: p.slice(message, 0, MOST_WORDS) }
      const error = new RefusedError(refusal.message)
      p.apply(p.weakMapSet, known, [error, refusal])
      if (noted.length < MAX_NOTED) p.append(noted, refusal)
      throw error
    },
    refusalOf(error) {
      if (typeof error !== 'object' || error === null) return null
      return (p.apply(p.weakMapGet, known, [error]) as Refusal | undefined) ?? null
    },
    takeNoted() {
      const taken = noted
      noted = []
      return taken
    },
  }
}
