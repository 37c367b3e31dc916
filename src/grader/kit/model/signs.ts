/** What one wrong result shows by itself, when no mistake explains all results. */
import type { Evidence, JwtErrorCode, KnownMistake, Thrown, Words } from '../../diagnose/evidence.ts'
import type { Model } from './model.ts'
import { type Answer, answerOf, returnedSomething } from './right.ts'

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

/** The signs of a lesson between those of the kit, as mistakes that a diagnosis is chosen from. */
export function mistakesFromSigns<Args extends unknown[]>(
  model: Model<Args>,
  signs: Signs<Args>,
): KnownMistake[] {
  const known = (id: string, matches: KnownMistake['matches']): KnownMistake => ({
    id,
    matches: evidence => evidence.name === model.call && matches(evidence),
  })
  const returned = ({ result }: Evidence): string | null =>
    result.outcome.kind === 'value' ? result.outcome.value.type : null
  return [
    known(
      'returned-not-thrown',
      evidence =>
        evidence.expected.kind === 'refusal' &&
        returnedSomething(evidence.result) &&
        ['boolean', 'string', 'error', 'object'].includes(returned(evidence) as string) &&
        (returned(evidence) === 'error' ? { returned: 'an Error' } : true),
    ),
    ...Object.entries(signs).map(([id, fits]) =>
      known(id, evidence =>
        fits({
          args: evidence.args as Args,
          answer: answerOf(evidence.result),
          right: evidence.expected.kind === 'refusal' ? evidence.expected.codes : [],
          thrown: evidence.thrown,
          evidence,
        }),
      ),
    ),
  ]
}
