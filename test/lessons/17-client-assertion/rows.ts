/** Requests to a token endpoint, each right or with one fault, and which diagnosis a wrong answer deserves. */
import type {
  CallResult,
  JwtErrorCode,
  Learner,
  LearnerObject,
  Words,
} from '../../../src/grader/kit/index.ts'
import { plain, show } from '../../../src/grader/kit/index.ts'
import { type Form, objectIn } from './world.ts'

export const ANY: readonly JwtErrorCode[] = [
  'malformed',
  'unsupported',
  'bad-key',
  'bad-signature',
  'expired',
  'not-yet-valid',
  'claim-missing',
  'claim-mismatch',
]

export type Row = {
  form: Form
  now: number
  /** Codes of a refusal; none: an access token. */
  codes?: readonly JwtErrorCode[]
  /** The diagnosis for the wrong decision; of the kit without. */
  id?: string
  words?: Words
  rule?: string
}

/** What an endpoint returned, when it is an object. */
export function answerOf({ outcome }: CallResult): Record<string, unknown> | null {
  if (outcome.kind !== 'value') return null
  const value = plain(outcome.value)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
}

/** The access token of an answer, or ''. */
export const accessTokenOf = (result: CallResult): string => String(answerOf(result)?.access_token ?? '')

/** Sends all requests in order; the first wrong answer is reported. Each row has one fault, so its check is what is missing. */
export async function expectRows(
  learner: Learner,
  endpoint: LearnerObject,
  rows: readonly Row[],
): Promise<CallResult[]> {
  const results = await endpoint.callMany(
    'exchange',
    rows.map(({ form, now }) => [form, now]),
    { deadlineMs: 10_000 },
  )
  for (const [index, result] of results.entries()) expectRow(learner, result, rows[index] as Row)
  return results
}

/** Why an assertion must be accepted. */
function whyGood({ form }: Row): string {
  const [header, claims] = (form.client_assertion ?? '').split('.').map(objectIn)
  const name = 'client_id' in form ? '' : ', and the form needs no client_id'
  return ` The reason: the assertion was signed with the key ${show(header?.kid)} of the client ${show(claims?.iss)}, its claims are right${name}.`
}

export function expectRow(learner: Learner, result: CallResult, row: Row): void {
  const { codes, id, words = {}, rule = null } = row
  const isAnswer = typeof answerOf(result)?.access_token === 'string'
  if (codes === undefined) {
    const code = result.outcome.kind === 'thrown' ? result.outcome.jwtCode : null
    if (code !== null && id !== undefined)
      learner.fail(result, { id, words: { code, ...words }, expected: 'an access token' })
    learner.expectNoThrow(result, rule, { why: whyGood(row) })
    if (!isAnswer)
      learner.fail(result, {
        id: 'answer-wrong',
        words: { what: 'access_token' },
        expected: '{ access_token, token_type, expires_in }',
      })
  } else {
    if (isAnswer && id !== undefined)
      learner.fail(result, {
        id,
        words,
        expected: `a JwtError with the code ${codes.length > 4 ? 'that says why' : codes.map(code => `'${code}'`).join(' or ')}`,
        actual: 'an access token',
      })
    learner.expectRefusal(result, codes, rule, codes.length > 4 ? { codes: 'that says why' } : {})
  }
  learner.expectUnchanged(result, null)
}
