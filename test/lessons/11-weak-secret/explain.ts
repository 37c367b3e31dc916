/** From wrong answers of crackSecret to a diagnosis. */
import {
  type CallResult,
  equal,
  type Found,
  type Learner,
  plain,
  show,
} from '../../../src/grader/kit/index.ts'
import {
  type Answer,
  differenceOf,
  fits,
  isHs256,
  MISTAKES,
  notHs256,
  type Row,
  rightAnswers,
} from './model.ts'

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
  if (known !== undefined) learner.fail(result, { id: known, expected })
  learner.fail(result, { ...residual(learner, wrong), expected })
}

/** Whether one spelling of a mistake gives all answers. Where its answer is right, another right one is as good. */
function explains(id: string, history: readonly Asked[]): boolean {
  return (MISTAKES[id] ?? []).some(mistake =>
    history.every(({ row, result }) => {
      const [answer, predicted, right] = [answerOf(result), mistake(row), rightAnswers(row)]
      return isAmong(answer, [predicted]) || (isAmong(answer, right) && isAmong(predicted, right))
    }),
  )
}

function residual(learner: Learner, { row, result }: Asked): Found {
  const [token, candidates] = row
  const answer = answerOf(result)
  const secret = candidates.find(candidate => fits(candidate, token))
  if (secret === undefined && isHs256(token) && (answer.kind === 'refused' || isPlainError(result)))
    return { id: 'none-fits-thrown' }
  if (answer.kind === 'refused') {
    const isBadKey = result.outcome.kind === 'thrown' && result.outcome.jwtCode === 'bad-key'
    return { id: isBadKey ? 'short-skipped/thrown' : 'refusal-not-caught', words: { secret: show(secret) } }
  }
  if (!isHs256(token) && isOwnError(result))
    return { id: 'not-hs256-thrown', words: { reason: notHs256(token) } }
  if (answer.kind !== 'returned') {
    learner.expectValue(result, secret, null)
    return { id: 'never-found' }
  }
  const value = show(answer.value)
  if (typeof answer.value === 'string' && candidates.includes(answer.value)) {
    if (!isHs256(token)) return { id: 'not-hs256', words: { value, reason: notHs256(token) } }
    const fitting = secret === undefined ? '' : ` The one that fits is ${visible(secret)}.`
    return {
      id: 'wrong-candidate',
      words: { value, difference: differenceOf(answer.value, token) + fitting },
    }
  }
  if (secret === undefined) return { id: 'not-undefined', words: { value } }
  if (answer.value !== undefined && answer.value !== null && typeof answer.value !== 'string')
    learner.expectValue(result, secret, null)
  return { id: 'not-found', words: { value, secret: visible(secret) } }
}

/** A string with escapes for what is not ASCII: two spellings of one letter look the same. */
const visible = (text: string): string =>
  show(text).replaceAll(/[^ -~]/gu, one => `\\u{${one.codePointAt(0)?.toString(16)}}`)

/** An error that was meant, or that JSON.parse threw. */
const isOwnError = (result: CallResult): boolean =>
  isPlainError(result) ||
  (result.outcome.kind === 'thrown' &&
    result.outcome.value.type === 'error' &&
    result.outcome.value.name === 'SyntaxError')

/** An error that was meant, and no slip. */
const isPlainError = ({ outcome }: CallResult): boolean =>
  outcome.kind === 'thrown' && outcome.value.type === 'error' && outcome.value.name === 'Error'

const isAmong = (answer: Answer, answers: readonly Answer[]): boolean =>
  answers.some(
    other =>
      other.kind === answer.kind &&
      (answer.kind !== 'returned' || equal(answer.value, (other as typeof answer).value)),
  )
