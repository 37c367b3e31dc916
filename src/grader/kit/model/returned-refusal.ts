/** Whether a returned value is a refusal that should have been thrown. */
import type { Described, Outcome } from '../../../sandbox/types.ts'
import type { CallResult } from '../../diagnose/evidence.ts'
import type { Model } from './model.ts'

/** What a function returns when it accepts: nothing, an object, or any value. */
export type Returns = 'nothing' | 'object' | 'value'

type Returned = CallResult & { outcome: Extract<Outcome, { kind: 'value' }> }

/** Members that say yes or no: { ok: false }. */
const VERDICTS = ['ok', 'valid', 'isValid', 'success', 'verified', 'accepted', 'active']
/** Members that a result has when something was wrong. */
const FAULTS = ['error', 'err', 'errors', 'reason']
const SAYS_YES = /^(?:ok|okay|yes|true|valid|success|accepted)$/i

/**
 * Whether what was returned, where the call had to be refused, looks like a refusal: an error, false, nothing where
 * something is right, a code, { ok: false }, { error: ... }. Everything else is an acceptance, also a wrong one.
 * @param isCode whether a string is a code that the function refuses with
 */
export function looksLikeRefusal(
  value: Described,
  returns: Returns,
  isCode: (text: string) => boolean,
): boolean {
  switch (value.type) {
    case 'error':
      return true
    case 'boolean':
      return !value.value
    case 'undefined':
    case 'null':
      return returns !== 'nothing'
    case 'string':
      // A function whose values may be strings returns many that are no refusal.
      return returns === 'value' ? isCode(value.value) : !SAYS_YES.test(value.value)
    case 'object':
      return value.entries.some(
        ([name, member]) =>
          saysNo(name, member) || (name === 'code' && member.type === 'string' && isCode(member.value)),
      )
    default:
      return false
  }
}

function saysNo(name: string, member: Described): boolean {
  if (VERDICTS.includes(name)) return member.type === 'boolean' && !member.value
  return FAULTS.includes(name) && !['undefined', 'null'].includes(member.type) && !isFalse(member)
}

/**
 * Whether a call that had to be refused returned its refusal.
 * @param codes any of which it had to be refused with
 * @param history all results of the run
 */
export function isReturnedRefusal<Args extends unknown[]>(
  model: Model<Args>,
  result: CallResult,
  codes: readonly string[],
  history: readonly CallResult[],
): result is Returned {
  if (result.outcome.kind !== 'value') return false
  const { value } = result.outcome
  const isCode = (text: string): boolean => codes.includes(text) || codesOf(model, history).includes(text)
  if (result.name !== model.call) return looksLikeRefusal(value, 'value', isCode)
  if (looksLikeRefusal(value, model.returns, isCode)) return true
  return model.returns === 'nothing' && isTrue(value) && isTrueARefusal(model, history)
}

/** Of a function that returns nothing: true for calls to refuse, false for others, as isExpired does it. */
function isTrueARefusal<Args extends unknown[]>(model: Model<Args>, history: readonly CallResult[]): boolean {
  const accepted = history.filter(
    ({ name, args }) => name === model.call && model.answer(args as Args).kind === 'accepted',
  )
  return (
    accepted.length > 0 && accepted.every(({ outcome }) => outcome.kind === 'value' && isFalse(outcome.value))
  )
}

/** The codes with which calls of this run had to be refused. */
const codesOf = <Args extends unknown[]>(model: Model<Args>, history: readonly CallResult[]): string[] =>
  history
    .filter(({ name }) => name === model.call)
    .map(({ args }) => model.answer(args as Args))
    .flatMap(right => (right.kind === 'refused' ? [...right.codes] : []))

const isTrue = (value: Described): boolean => value.type === 'boolean' && value.value
const isFalse = (value: Described): boolean => value.type === 'boolean' && !value.value
