/** What the sandbox says when learner code touches something that it takes away or forbids. */
import type { Refusal } from '../types.ts'
import * as p from './pristine.ts'

/** The error that learner code gets; the host knows it by identity, not by its name. */
export class RefusedError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SandboxError'
  }
}

export type Refuser = {
  /** Makes, notes and throws a RefusedError. */
  refuse: (refusal: Refusal) => never
  /** The refusal behind an error that `refuse` threw, or null. */
  refusalOf: (error: unknown) => Refusal | null
  /** All refusals since the last call of this function, each once. */
  takeNoted: () => Refusal[]
}

/** Keeps what was refused, so that a diagnosis can name it even when learner code caught the error. */
export function createRefuser(): Refuser {
  let errors: { error: object; refusal: Refusal }[] = []
  let noted: Refusal[] = []
  return {
    refuse(refusal) {
      const error = new RefusedError(refusal.message)
      if (noted.length < 20) {
        p.append(noted, refusal)
        p.append(errors, { error, refusal })
      }
      throw error
    },
    refusalOf(error) {
      for (let index = 0; index < errors.length; index++) {
        const entry = errors[index] as { error: object; refusal: Refusal }
        if (entry.error === error) return entry.refusal
      }
      return null
    },
    takeNoted() {
      const taken = noted
      noted = []
      errors = errors.length > 200 ? [] : errors
      return taken
    },
  }
}
