/** From wrong answers of crackSecret to a diagnosis. */
import {
  type CallResult,
  equal,
  type Found,
  type Learner,
  plain,
  show,
} from '../../../src/grader/kit/index.ts'
import { type Answer, fits, MISTAKES, type Row, rightAnswers } from './model.ts'

/** Mistakes that get the same words. */
const SAME: Record<string, string> = {
  'line-breaks-cut': 'ends-cut',
  'key-utf16': 'key-latin1',
  'key-hashed': 'never-found',
}

/** Codes that can be true of a token. */
const CODES = ['malformed', 'unsupported', 'bad-key', 'bad-signature']

export type Asked = { row: Row; result: CallResult }

export function answerOf({ outcome }: CallResult): Answer {
  if (outcome.kind === 'value') return { kind: 'returned', value: plain(outcome.value) }
  return outcome.kind === 'thrown' && CODES.includes(outcome.jwtCode ?? '')
    ? { kind: 'refused' }
    : { kind: 'other' }
}

/** Fails with what explains all answers of the run so far, or else with what the first wrong one shows. */
export function expectSecrets(learner: Learner, asked: readonly Asked[], history: readonly Asked[]): void {
  const wrong = asked.find(({ row, result }) => !isAmong(answerOf(result), rightAnswers(row)))
  if (wrong === undefined) return
  const { row, result } = wrong
  const right = rightAnswers(row)
  const expected = right
    .map(answer => (answer.kind === 'returned' ? show(answer.value) : 'a JwtError'))
    .join(' or ')
  const answer = answerOf(result)
  // What is not an answer at all (another type, a slip, a promise) has words of its own.
  const isString = answer.kind === 'returned' && (typeof answer.value === 'string' || answer.value == null)
  const known = isString ? Object.keys(MISTAKES).find(id => explains(id, history)) : undefined
  if (known !== undefined) learner.fail(result, { id: SAME[known] ?? known, expected })
  learner.fail(result, { ...residual(learner, wrong), expected })
}

function explains(id: string, history: readonly Asked[]): boolean {
  const mistake = MISTAKES[id] as (typeof MISTAKES)[string]
  return history.every(({ row, result }) => isAmong(answerOf(result), [mistake(row)].flat()))
}

function residual(learner: Learner, { row, result }: Asked): Found {
  const [token, candidates] = row
  const answer = answerOf(result)
  const secret = candidates.find(candidate => fits(candidate, token))
  if (answer.kind === 'refused' && secret === undefined) return { id: 'none-fits-thrown' }
  if (answer.kind === 'refused') {
    const isBadKey = result.outcome.kind === 'thrown' && result.outcome.jwtCode === 'bad-key'
    return { id: isBadKey ? 'short-skipped/thrown' : 'refusal-not-caught', words: { secret: show(secret) } }
  }
  if (answer.kind !== 'returned') {
    learner.expectValue(result, secret, null)
    return { id: 'never-found' }
  }
  const value = show(answer.value)
  if (typeof answer.value === 'string' && candidates.includes(answer.value))
    return { id: 'wrong-candidate', words: { value } }
  if (secret === undefined) return { id: 'not-undefined', words: { value } }
  if (answer.value !== undefined && answer.value !== null && typeof answer.value !== 'string')
    learner.expectValue(result, secret, null)
  return { id: 'not-found', words: { value, secret: show(secret) } }
}

const isAmong = (answer: Answer, answers: readonly Answer[]): boolean =>
  answers.some(
    other =>
      other.kind === answer.kind &&
      (answer.kind !== 'returned' || equal(answer.value, (other as typeof answer).value)),
  )
