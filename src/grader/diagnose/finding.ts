/** What is wrong, as data. Sentences are made of it last, by describe.ts. */
import type { BreakKind, Place } from '../../sandbox/types.ts'
import type { CallKind, Thrown, Words } from './evidence.ts'

/** A message of a diagnoses.md with the values of its placeholders. */
export type Message = { template: string; words: Words }

export type Finding = {
  /** Stable id of the mistake. */
  id: string
  message: Message
  /** Where the standard says so. */
  reference: string | null
  call: {
    name: string
    kind: CallKind
    /** Each as the learner would write it. */
    arguments: string[]
    /** The call with whole keys, where `arguments` shows them short. */
    inFull?: string | null
    /** The last calls on the same object before this one, as the learner would write them. */
    before: string[]
  }
  /** What was returned, shown; null when nothing was. */
  returned: string | null
  thrown: Thrown | null
  /** Why there was no answer at all; null when there was one. */
  broken: { cause: BreakKind; message: string } | null
  expected: string | null
  /** What is shown beside `expected`, when it is neither what was returned nor what was thrown. */
  shown: string | null
  /** Aligned rows with the first difference. */
  comparison: string[]
  place: Place | null
  /** The test that found it: the step's id and the number of the test in the step, from 1. */
  test: string
}
