/** What is known of one call of learner code, as data: all that a diagnosis can be made of. */
import type { JwtErrorCode } from '../../../solutions/jwt/errors.ts'
import type { CallReport, Described, Outcome, Watched } from '../../sandbox/types.ts'
import { bytesOf, NOT_PLAIN, plain, textOf } from './plain.ts'

/** The codes of the workspace's JwtError. */
export type { JwtErrorCode }

/**
 * What was called: a function of a file, a class with new, a method or property of an object that a class made, a function
 * that a function returned.
 */
export type CallKind = 'function' | 'class' | 'method' | 'property' | 'handler'

/** One call of learner code and its result. */
export type CallResult = {
  /** As the learner would write it: `encode`, `new RefreshTokens`, `RefreshTokens.rotate`. */
  name: string
  kind: CallKind
  args: unknown[]
  outcome: Outcome
  argsAfter: CallReport['argsAfter']
  buffers: CallReport['buffers']
  watched: Watched | null
  /** Calls of the built-ins that the lesson watches: scrypt, for instance. */
  called?: CallReport['called']
  /** The last calls on the same object before this one, oldest first; empty for functions. */
  before: readonly CallResult[]
}

/** What would have been right. */
export type Expected =
  | { kind: 'value'; value: unknown }
  | { kind: 'refusal'; codes: readonly JwtErrorCode[] }
  | { kind: 'no-throw' }
  | { kind: 'unchanged' }
  | { kind: 'derived'; value: unknown; what: string }

/** What was thrown. `name` is null when it was not an error; `code` is that of the workspace's JwtError. */
export type Thrown = { name: string | null; message: string; code: string | null }

/** Values for the placeholders of a message. */
export type Words = Readonly<Record<string, string>>

/** All that a known mistake can look at. */
export type Evidence = {
  name: string
  args: unknown[]
  result: CallResult
  expected: Expected
  /** The returned string, or null. */
  text: string | null
  /** The returned bytes, or null. */
  bytes: Uint8Array | null
  /** What was returned (or derived from it) as a plain value; NOT_PLAIN when it has no plain form or nothing was returned. */
  value: unknown
  thrown: Thrown | null
  /** Id of the step. */
  step: string
}

/**
 * A mistake that is recognised by what it does. `matches` returns false, or the placeholders of its message; true when it
 * has none. Message and reference are in diagnoses.md under the id; `id/case` is another message of the same diagnosis.
 */
export type KnownMistake = {
  id: string
  matches: (evidence: Evidence) => boolean | Words
}

export type { Described }

/** Collects the evidence of a call. `derived` is what the test made of the result, if anything. */
export function evidenceOf(
  result: CallResult,
  expected: Expected,
  step: string,
  derived?: { value: unknown },
): Evidence {
  const { outcome } = result
  const value = outcome.kind === 'value' ? outcome.value : null
  return {
    name: result.name,
    args: result.args,
    result,
    expected,
    text: value && textOf(value),
    bytes: value && bytesOf(value),
    value: derived ? derived.value : value ? plain(value) : NOT_PLAIN,
    thrown: thrownBy(outcome),
    step,
  }
}

/** What a call threw, or null. */
export function thrownBy(outcome: Outcome): Thrown | null {
  if (outcome.kind !== 'thrown') return null
  const { value, jwtCode: code } = outcome
  if (value.type === 'error') return { name: value.name, message: value.message, code }
  return { name: null, message: value.type === 'string' ? value.value : notAnError(value), code }
}

const notAnError = (value: Described): string =>
  value.type === 'exotic' ? value.text : value.type === 'object' ? 'an object' : value.type
