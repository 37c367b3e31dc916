/** What a call of verifyHs256 must give: what the token holds, or a refusal. */
import { type JwtErrorCode, type Learner, plain, type CallResult } from '../../../src/grader/kit/index.ts'
import { tokenOf, type Verifying } from './tokens.ts'

/** What a good token holds; extra members of the result are fine. */
export function expectRead(
  learner: Learner,
  result: CallResult,
  expected: { header: unknown; payload: unknown },
): void {
  const rule = 'RFC 7519 §7.2'
  const value = result.outcome.kind === 'value' ? plain(result.outcome.value) : null
  if (typeof value !== 'object' || value === null || !('header' in value) || !('payload' in value)) {
    learner.expectValue(result, expected, rule)
    return
  }
  learner.expectEqual(result, value.header, expected.header, { what: 'the header', rule })
  learner.expectEqual(result, value.payload, expected.payload, { what: 'the payload', rule })
}

/** A good token with what it holds. */
export type Good = { call: Verifying; header: unknown; payload: unknown }

/** A good token of this header and this payload (values or JSON texts). */
export const good = (heading: unknown, content: unknown, secret: Uint8Array): Good => ({
  call: [tokenOf(heading, content, secret), secret],
  header: typeof heading === 'string' ? JSON.parse(heading) : heading,
  payload: typeof content === 'string' ? JSON.parse(content) : content,
})

/** Each of the good tokens is read as it stands. */
export async function expectAllRead(learner: Learner, goods: readonly Good[]): Promise<void> {
  const results = await learner.callMany(
    'verifyHs256',
    goods.map(({ call }) => call),
    { deadlineMs: 10_000 },
  )
  for (const [index, result] of results.entries()) {
    const { header, payload } = goods[index] as Good
    expectRead(learner, result, { header, payload })
  }
}

/** Each of the calls is refused with one of the codes. */
export async function expectAllRefused(
  learner: Learner,
  calls: readonly Verifying[],
  codes: readonly JwtErrorCode[],
  rule: string,
): Promise<void> {
  const results = await learner.callMany('verifyHs256', calls, { deadlineMs: 10_000 })
  // What was accepted says more than what was refused with another code, so it is told first.
  const accepted = results.filter(result => result.outcome.kind === 'value')
  for (const result of [...accepted, ...results]) learner.expectRefusal(result, codes, rule)
}
