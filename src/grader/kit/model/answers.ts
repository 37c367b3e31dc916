/** What a call of learner code decided: whether it accepted its input, or refused it and with which code. */
import type { JwtErrorCode, CallResult } from '../types.ts'

/** `other` is an answer that decides nothing: an error without a code, a promise. */
export type Answer = JwtErrorCode | 'accepted' | 'other'

export function answerOf({ outcome }: CallResult): Answer {
  if (outcome.kind === 'thrown') return (outcome.jwtCode as JwtErrorCode | null) ?? 'other'
  if (outcome.kind !== 'value') return 'other'
  // A function that returns nothing may return anything; but a promise has decided nothing yet.
  return outcome.value.type === 'exotic' && outcome.value.text === 'a Promise' ? 'other' : 'accepted'
}

/** Whether this answer is right where any of the codes is, or acceptance when there are none. */
export function agrees(seen: CallResult, codes: readonly JwtErrorCode[]): boolean {
  const answer = answerOf(seen)
  return answer === 'accepted' ? codes.length === 0 : answer !== 'other' && codes.includes(answer)
}

/** Something came back from a function that returns nothing: no rule is behind that, but a missing throw. */
export const returnedSomething = ({ outcome }: CallResult): boolean =>
  outcome.kind === 'value' && outcome.value.type !== 'undefined' && outcome.value.type !== 'null'

export function expectedInWords(codes: readonly JwtErrorCode[]): string {
  if (codes.length === 0) return 'no error: this input is accepted'
  return `a JwtError with the code ${codes.map(code => `'${code}'`).join(' or ')}`
}

export function answerInWords(seen: CallResult): string {
  const answer = answerOf(seen)
  if (answer === 'accepted') return 'no error: it was accepted'
  return seen.outcome.kind === 'thrown' && seen.outcome.value.type === 'error'
    ? `threw ${seen.outcome.value.name}: ${seen.outcome.value.message.slice(0, 300)} (code '${answer}')`
    : `threw something with the code '${answer}'`
}
