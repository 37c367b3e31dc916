import type { CallReport, Described, Outcome, Watched } from '../../sandbox/types.ts'

export type JwtErrorCode =
  | 'malformed'
  | 'unsupported'
  | 'bad-key'
  | 'bad-signature'
  | 'expired'
  | 'not-yet-valid'
  | 'claim-missing'
  | 'claim-mismatch'

/** One call of learner code and what came of it. */
export type CallResult = {
  name: string
  args: unknown[]
  outcome: Outcome
  argsAfter: CallReport['argsAfter']
  buffers: CallReport['buffers']
  watched: Watched | null
}

/** What would have been right. */
export type Expected =
  | { kind: 'value'; value: unknown }
  | { kind: 'refusal'; codes: readonly JwtErrorCode[] }
  | { kind: 'no-throw' }
  | { kind: 'unchanged' }
  | { kind: 'derived'; value: unknown; what: string }

/** All that a known mistake can look at. */
export type Evidence = {
  name: string
  args: unknown[]
  seen: CallResult
  expected: Expected
  /** The returned text, or null. */
  text: string | null
  /** The returned bytes, or null. */
  bytes: Uint8Array | null
  /** What was returned (or derived from it) as a plain value; NOT_PLAIN when it is exotic or nothing came back. */
  value: unknown
  thrown: { name: string; message: string; jwtCode: string | null } | null
  /** Id of the step. */
  step: string
  /** Name of the test. */
  test: string
}

/** A mistake that is recognised by what it does. */
export type KnownMistake = {
  id: string
  /** Where the standard says so. */
  reference: string | null
  message: string | ((evidence: Evidence) => string)
  matches: (evidence: Evidence) => boolean
}

/** Stands for a value that has no plain form. */
export const NOT_PLAIN: unique symbol = Symbol('not plain')

export type { Described }
