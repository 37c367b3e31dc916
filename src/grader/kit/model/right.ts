/** What is right for one call, and whether a result agrees with it. */
import type { CallResult, JwtErrorCode } from '../../diagnose/evidence.ts'
import { equal, plain, unusableKind } from '../../diagnose/plain.ts'

/** `accepted`: whatever is returned. `refused`: a JwtError with one of the codes. */
export type Right =
  | { kind: 'value'; value: unknown }
  | { kind: 'accepted' }
  | { kind: 'refused'; codes: readonly JwtErrorCode[] }

/** What the right function of a model returns where the call must be refused. */
export class Refuse {
  /** Each once: they are read out in a diagnosis. */
  readonly codes: readonly JwtErrorCode[]
  constructor(codes: readonly JwtErrorCode[]) {
    this.codes = [...new Set(codes)]
  }
}

/** The call must be refused with one of these codes: `right: token => isToken(token) ? read(token) : refuse('malformed')`. */
export const refuse = (...codes: JwtErrorCode[]): Refuse => new Refuse(codes)

/** What is right, from what a function of a model returned. */
export const rightOf = (value: unknown): Right =>
  value instanceof Refuse ? { kind: 'refused', codes: value.codes } : { kind: 'value', value }

/** What is right, from the codes of a decision; none: it is accepted. */
export const rightOfCodes = (codes: readonly JwtErrorCode[]): Right =>
  codes.length === 0 ? { kind: 'accepted' } : { kind: 'refused', codes }

/** `other` decides nothing: an error without a code, a promise. */
export type Answer = JwtErrorCode | 'accepted' | 'other'

export function answerOf({ outcome }: CallResult): Answer {
  if (outcome.kind === 'thrown') return (outcome.jwtCode as JwtErrorCode | null) ?? 'other'
  if (outcome.kind !== 'value') return 'other'
  // A function that returns nothing may return anything; but a promise has decided nothing yet.
  return unusableKind(outcome.value) === 'promise' ? 'other' : 'accepted'
}

/** Whether a result is what is right. */
export function agrees(result: CallResult, right: Right): boolean {
  const answer = answerOf(result)
  if (right.kind === 'refused')
    return answer !== 'accepted' && answer !== 'other' && right.codes.includes(answer)
  if (right.kind === 'accepted') return answer === 'accepted'
  return result.outcome.kind === 'value' && equal(plain(result.outcome.value), right.value)
}
