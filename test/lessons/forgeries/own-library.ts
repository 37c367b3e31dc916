/** Sends tokens to the learner's own library: forgeries must be refused, honest tokens must get through. */
import { type CallResult, type Learner, show } from '../../../src/grader/kit/index.ts'

export type LibraryCall = {
  /** A function of an earlier lesson, or of this one. */
  name: string
  args: readonly unknown[]
  /** Codes that are right; none when the call must succeed. */
  codes: readonly string[]
  /** For the placeholders of the diagnoses. */
  words?: Record<string, string>
  /** The id of the diagnosis when a forgery is accepted. */
  acceptedId?: string
}

/** Each call is answered as it must be; the first that is not is explained by the lesson's own-library-* diagnoses. */
export async function expectOwnLibrary(learner: Learner, calls: readonly LibraryCall[]): Promise<void> {
  for (const name of new Set(calls.map(call => call.name))) {
    const these = calls.filter(call => call.name === name)
    const results = await learner.callMany(
      name,
      these.map(({ args }) => [...args]),
    )
    for (const [index, result] of results.entries())
      expectAnswer(learner, these[index] as LibraryCall, result)
  }
}

function expectAnswer(
  learner: Learner,
  { codes, words = {}, acceptedId = 'own-library-accepts' }: LibraryCall,
  result: CallResult,
): void {
  const { outcome } = result
  const expected =
    codes.length === 0
      ? 'no error'
      : `a JwtError with the code ${codes.map(code => `'${code}'`).join(' or ')}`
  if (outcome.kind === 'value' && codes.length > 0) learner.fail(result, { id: acceptedId, words, expected })
  if (outcome.kind !== 'thrown' || codes.includes(outcome.jwtCode ?? '')) return
  const code =
    outcome.jwtCode === null ? 'an error that is not a JwtError' : `the code ${show(outcome.jwtCode)}`
  const id = codes.length === 0 ? 'own-library-refuses' : 'own-library-code'
  learner.fail(result, { id, words: { ...words, code }, expected })
}
