/** Tests that are rows of tokens, judged by the model. */

import { type CallResult, type Learner, plain, type StepApi } from '../../../src/grader/kit/index.ts'
import { secretOf } from '../shared/tokens.ts'
import { contentOf, faultsOf } from './model.ts'
import { causeOfRefusal } from './refused.ts'
import type { Verifying } from './tokens.ts'

/** A token for the secret of the test, or a call with a secret of its own. */
type Row = string | Verifying

/** How a test is written: its name, and its tokens, made with a secret and the seed of the run. */
export type Rows = (
  name: string,
  tokens: (secret: Uint8Array, learner: Learner) => readonly Row[] | Promise<readonly Row[]>,
  options?: { accepted?: string },
) => void

/** The tests of a step as rows. `accepted` is the diagnosis of a token that is returned although it must be refused. */
export const rowsOf =
  ({ test }: StepApi): Rows =>
  (name, tokens, { accepted } = {}) =>
    test(name, async learner => {
      const secret = secretOf(learner, 32)
      const rows = await tokens(secret, learner)
      const calls = rows.map((row): Verifying => (typeof row === 'string' ? [row, secret] : row))
      const results = await learner.callMany('verifyHs256', calls, { deadlineMs: 10_000 })
      const judged = results.map(result => ({ result, faults: faultsOf(...(result.args as Verifying)) }))
      // What was accepted says more than what was refused with another code, so it is told first.
      const wrongly = judged.filter(
        ({ result, faults }) => faults.length > 0 && result.outcome.kind === 'value',
      )
      for (const { result, faults } of [...wrongly, ...judged]) {
        const [first] = faults
        const codes = [...new Set(faults.map(({ code }) => code))]
        if (first === undefined) await expectRead(learner, result)
        else if (accepted !== undefined && result.outcome.kind === 'value')
          learner.fail(result, { id: accepted, expected: `a JwtError with the code ${codes.join(' or ')}` })
        else learner.expectRefusal(result, codes, first.rule)
      }
    })

/** What a good token holds was returned; more members beside header and payload are fine. */
async function expectRead(learner: Learner, result: CallResult): Promise<void> {
  const refusal = result.outcome.kind === 'thrown' && result.outcome.jwtCode === 'bad-signature'
  const cause = refusal ? await causeOfRefusal(learner) : null
  if (cause !== null) learner.fail(result, cause)
  const rule = 'RFC 7519 §7.2'
  const expected = contentOf(result.args[0] as string)
  const value = result.outcome.kind === 'value' ? plain(result.outcome.value) : null
  if (typeof value !== 'object' || value === null || !('header' in value) || !('payload' in value)) {
    learner.expectValue(result, expected, rule)
    return
  }
  learner.expectEqual(result, value.header, expected.header, { what: 'the header', rule })
  learner.expectEqual(result, value.payload, expected.payload, { what: 'the payload', rule })
}
