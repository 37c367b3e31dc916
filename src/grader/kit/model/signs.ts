/** What one wrong result shows by itself, when no mistake explains all results. */
import type {
  CallResult,
  Evidence,
  JwtErrorCode,
  KnownMistake,
  Thrown,
  Words,
} from '../../diagnose/evidence.ts'
import type { Model } from './model.ts'
import { isReturnedRefusal } from './returned-refusal.ts'
import { type Answer, answerOf } from './right.ts'

/** One wrong result. */
export type WrongAnswer<Args extends unknown[]> = {
  args: Args
  answer: Answer
  /** The codes that would have been right; none when the call had to be accepted. */
  right: readonly JwtErrorCode[]
  thrown: Thrown | null
  /** All that is known of the call; `evidence.value` is what was returned. */
  evidence: Evidence
}

/** Diagnoses that a single result gives away, most specific first: false, or the placeholders of the message. */
export type Signs<Args extends unknown[]> = Record<string, (wrong: WrongAnswer<Args>) => boolean | Words>

/**
 * The signs of a lesson after those of the kit, as mistakes that a diagnosis is chosen from.
 * @param history all results of the run so far, also those to come
 */
export function mistakesFromSigns<Args extends unknown[]>(
  model: Model<Args>,
  signs: Signs<Args>,
  history: readonly CallResult[],
): KnownMistake[] {
  return [
    {
      id: 'returned-not-thrown',
      matches: ({ expected, result }) =>
        expected.kind === 'refusal' &&
        isReturnedRefusal(model, result, expected.codes, history) &&
        (result.outcome.value.type === 'error' ? { returned: 'an Error' } : true),
    },
    ...Object.entries(signs).map(
      ([id, fits]): KnownMistake => ({
        id,
        matches: evidence =>
          evidence.name === model.call &&
          fits({
            args: evidence.args as Args,
            answer: answerOf(evidence.result),
            right: evidence.expected.kind === 'refusal' ? evidence.expected.codes : [],
            thrown: evidence.thrown,
            evidence,
          }),
      }),
    ),
  ]
}
