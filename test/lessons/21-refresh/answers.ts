/** Reads what the methods of RefreshTokens returned. */
import {
  type CallResult,
  type Learner,
  type LearnerObject,
  plain,
  show,
} from '../../../src/grader/kit/index.ts'
import { hasTime } from '../shared/clock.ts'

export const NOW = 1_700_000_000

/** What a rotation returned. */
export type Rotated = { userId: string; token: string }

/** The token that issue returned. @throws LearnerFailure when it is not a string */
export function issued(learner: Learner, result: CallResult): string {
  const value = returned(learner, result, 'RFC 6749 §1.5')
  if (typeof value === 'string' && value !== '') return value
  return learner.fail(result, {
    id: 'wrong-type',
    words: { wrong: value === '' ? 'an empty string' : kindOf(value), wanted: 'a token, which is a string,' },
    expected: 'a string',
  })
}

/** What rotate returned. @throws LearnerFailure when it refused, and when user or token are not what they must be */
export function rotated(
  learner: Learner,
  result: CallResult,
  about: { userId: string; id?: string; words?: Record<string, string> },
): Rotated {
  const { id = 'newest-refused', userId, words = {} } = about
  if (result.outcome.kind === 'thrown' && !isSlip(result)) {
    expectNoClock(learner, result)
    return learner.fail(result, { id, words, expected: 'the user and the next token' })
  }
  const value = returned(learner, result, 'RFC 9700 §4.14.2')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return learner.fail(result, {
      id: 'wrong-type',
      words: { wrong: kindOf(value), wanted: 'an object with userId and token' },
      expected: '{ userId, token }',
    })
  const { userId: user, token } = value as { userId?: unknown; token?: unknown }
  if (user !== userId)
    return learner.fail(result, {
      id: 'wrong-user',
      words: {
        user: typeof user === 'string' ? JSON.stringify(user) : show(user),
        wanted: JSON.stringify(userId),
      },
      expected: `userId: ${JSON.stringify(userId)}`,
    })
  if (typeof token !== 'string' || token === '')
    return learner.fail(result, { id: 'no-next-token', expected: 'a string as token' })
  if (token === result.args[0])
    return learner.fail(result, { id: 'same-token-again', expected: 'another token' })
  return { userId, token }
}

/** The call refused with an error, whatever its class. @throws LearnerFailure `id` when it did not */
export function expectRefused(
  learner: Learner,
  result: CallResult,
  id: string,
  words: Record<string, string> = {},
): void {
  const { outcome } = result
  if (isPromise(result)) learner.expectNoThrow(result, null)
  if (outcome.kind === 'value') {
    expectNoClock(learner, result)
    const value = plain(outcome.value)
    if (typeof value !== 'object' || typeof (value as { token?: unknown } | null)?.token !== 'string')
      learner.fail(result, { id: 'refusal-returned', words: { value: kindOf(value) }, expected: 'an error' })
    learner.fail(result, { id, words, expected: 'an error' })
  }
  if (outcome.kind !== 'thrown') return
  if (outcome.refused !== null || nameOf(result) === 'NotImplementedError')
    learner.expectNoThrow(result, null)
  if (outcome.value.type !== 'error')
    learner.fail(result, { id: 'not-an-error', expected: 'throw new Error(...)' })
}

/** Of a wrong result: it does not come of the clock. @throws LearnerFailure when the clock was read for it */
function expectNoClock(learner: Learner, result: CallResult): void {
  const asked = result.called?.find(({ name }) => name.includes('Date'))
  if (asked !== undefined && !hasTime(learner.printed()))
    learner.fail(result, { id: 'asks-the-clock', words: { asked: asked.name }, expected: 'the argument now' })
}

/** An error that the engine or the sandbox threw: nobody meant to refuse. */
function isSlip(result: CallResult): boolean {
  const { outcome } = result
  if (outcome.kind !== 'thrown') return false
  return outcome.refused !== null || SLIPS.includes(nameOf(result) ?? '')
}

const SLIPS = ['NotImplementedError', 'TypeError', 'ReferenceError', 'RangeError']

const nameOf = ({ outcome }: CallResult): string | null =>
  outcome.kind === 'thrown' && outcome.value.type === 'error' ? outcome.value.name : null

const isPromise = ({ outcome }: CallResult): boolean =>
  outcome.kind === 'value' && outcome.value.type === 'exotic' && outcome.value.is === 'promise'

function returned(learner: Learner, result: CallResult, rule: string): unknown {
  learner.expectNoThrow(result, rule)
  return result.outcome.kind === 'value' ? plain(result.outcome.value) : undefined
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'undefined'
  if (value instanceof Uint8Array) return 'bytes'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'symbol') return 'a value that is not plain data'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** Issues a token. */
export async function issue(
  learner: Learner,
  tokens: LearnerObject,
  userId: string,
  now: number,
): Promise<string> {
  return issued(learner, await tokens.call('issue', userId, now))
}

/** Rotates the newest token of a family so many times, a second apart; returns all tokens, the given one first. */
export async function chain(
  learner: Learner,
  tokens: LearnerObject,
  first: { userId: string; token: string; now: number },
  count: number,
): Promise<string[]> {
  const all = [first.token]
  for (let round = 0; round < count; round++) {
    const result = await tokens.call('rotate', all[round], first.now + round)
    all.push(rotated(learner, result, { userId: first.userId }).token)
  }
  return all
}
