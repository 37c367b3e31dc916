/** Asks Revocations, and looks at the answers. */
import {
  type CallResult,
  type Learner,
  type LearnerObject,
  plain,
  type Words,
} from '../../../src/grader/kit/index.ts'
import { hasTime } from '../shared/clock.ts'

export const NOW = 1_700_000_000
export const LIFETIME = 900

export type Claims = Record<string, unknown>
export type Why = { id: string; words?: Words }
/** A token, a time, what is right, and what a wrong answer is called. */
export type Question = { claims: Claims; now: number; isRevoked: boolean; why: Why }

/** A new object. */
export const create = (learner: Learner, lifetime = LIFETIME): Promise<LearnerObject> =>
  learner.construct('Revocations', [{ lifetime }])

/** Revokes tokens. @throws LearnerFailure when one is refused or changed */
export async function revoke(
  learner: Learner,
  list: LearnerObject,
  tokens: readonly Claims[],
): Promise<void> {
  for (const result of await list.callMany(
    'revoke',
    tokens.map(claims => [claims]),
  )) {
    learner.expectNoThrow(result, 'RFC 7519 §4.1.7')
    learner.expectUnchanged(result, null)
  }
}

/** Logs users out everywhere. */
export async function revokeUsers(
  learner: Learner,
  list: LearnerObject,
  cutOffs: readonly [userId: string, now: number][],
): Promise<void> {
  for (const result of await list.callMany('revokeUser', cutOffs)) learner.expectNoThrow(result, null)
}

/** Asks for tokens. @throws LearnerFailure for the first wrong answer */
export async function expectAnswers(
  learner: Learner,
  list: LearnerObject,
  questions: readonly Question[],
): Promise<void> {
  const results = await list.callMany(
    'isRevoked',
    questions.map(({ claims, now }) => [claims, now]),
  )
  for (const [index, { isRevoked, why }] of questions.entries())
    expectAnswer(learner, results[index] as CallResult, isRevoked, why)
}

/** The call returned this boolean. @throws LearnerFailure that says why it is wrong */
export function expectAnswer(learner: Learner, result: CallResult, isRevoked: boolean, why: Why): void {
  const { outcome } = result
  const value = outcome.kind === 'value' ? plain(outcome.value) : undefined
  const asked = hasTime(learner.printed())
    ? undefined
    : result.called?.find(({ name }) => name.includes('Date'))
  if (value === !isRevoked && asked !== undefined)
    learner.fail(result, { id: 'asks-the-clock', words: { asked: asked.name }, expected: String(isRevoked) })
  if (value === !isRevoked) learner.fail(result, { ...why, expected: String(isRevoked) })
  learner.expectValue(result, isRevoked, null)
  learner.expectUnchanged(result, null)
}

/** The number of entries. @throws LearnerFailure when it is not `wanted` */
export async function expectSize(
  learner: Learner,
  list: LearnerObject,
  wanted: number,
  why: Why,
): Promise<void> {
  const [value, result] = await sizeOf(learner, list)
  if (value !== wanted)
    learner.fail(result, {
      ...why,
      words: { ...why.words, size: String(value), wanted: String(wanted) },
      expected: String(wanted),
    })
}

/** The number of entries, whatever it is. */
export async function sizeOf(learner: Learner, list: LearnerObject): Promise<[number, CallResult]> {
  const result = await list.get('size')
  const value = result.outcome.kind === 'value' ? plain(result.outcome.value) : undefined
  const { outcome } = result
  if (outcome.kind === 'value' && outcome.value.type === 'exotic' && outcome.value.text === 'a function')
    learner.fail(result, { id: 'size-is-method', expected: 'a number' })
  if (typeof value !== 'number') learner.expectValue(result, 0, null)
  return [value as number, result]
}
