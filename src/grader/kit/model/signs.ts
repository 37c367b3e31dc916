/** What one wrong answer shows by itself, when no mistake explains all answers. */
import { equal, plain } from '../plain.ts'
import { show } from '../show.ts'
import type { Evidence, JwtErrorCode, KnownMistake, CallResult } from '../types.ts'
import { type Answer, answerOf, returnedSomething } from './answers.ts'
import type { Messages } from './messages.ts'
import type { Model, Rules } from './model.ts'

/** One wrong answer. */
export type WrongAnswer<Args extends unknown[]> = {
  args: Args
  answer: Answer
  /** The codes that would have been right; none when the input had to be accepted. */
  right: readonly JwtErrorCode[]
  thrown: Evidence['thrown']
}

/** Diagnoses that a single answer gives away, most specific first. */
export type Signs<Args extends unknown[]> = Record<string, (wrong: WrongAnswer<Args>) => boolean>

/** The signs of a lesson between those of the kit, as the mistakes that `explain` looks through. */
export function mistakesFromSigns<Args extends unknown[], R extends Rules>(
  model: Model<Args, R>,
  signs: Signs<Args>,
  messages: Messages,
): KnownMistake[] {
  const known = (id: string, matches: KnownMistake['matches']): KnownMistake => ({
    id: messages.idOf(id),
    reference: messages.referenceOf(id),
    matches: evidence => evidence.name === model.call && matches(evidence),
    message: evidence =>
      messages.textOf(id, evidence.seen, {
        returned: returnedInWords(evidence),
        parameter: model.parameters[changedArgument(evidence.seen)] ?? 'arguments',
      }),
  })
  const refuses = ({ thrown }: Evidence): boolean => (thrown?.jwtCode ?? null) !== null
  const returned = ({ seen }: Evidence) => (seen.outcome.kind === 'value' ? seen.outcome.value.type : null)
  return [
    known('argument-changed', ({ expected }) => expected.kind === 'unchanged'),
    known(
      'returned-not-thrown',
      evidence =>
        evidence.expected.kind === 'refusal' &&
        returnedSomething(evidence.seen) &&
        ['boolean', 'string', 'error', 'object'].includes(returned(evidence) as string),
    ),
    ...Object.entries(signs).map(([id, fits]) =>
      known(id, ({ seen, args, expected, thrown }) =>
        fits({
          args: args as Args,
          answer: answerOf(seen),
          right: expected.kind === 'refusal' ? expected.codes : [],
          thrown,
        }),
      ),
    ),
    known('accepted', evidence => {
      const type = returned(evidence)
      return evidence.expected.kind === 'refusal' && type !== null && type !== 'exotic'
    }),
    known('wrong-code', evidence => evidence.expected.kind === 'refusal' && refuses(evidence)),
    known('refused', evidence => evidence.expected.kind === 'no-throw' && refuses(evidence)),
  ]
}

const returnedInWords = ({ seen, value }: Evidence): string =>
  seen.outcome.kind === 'value' && seen.outcome.value.type === 'error' ? 'an Error' : show(value)

/** The place of the first argument that is not what it was before the call. */
const changedArgument = ({ args, argsAfter }: CallResult): number =>
  argsAfter.findIndex((after, at) => after !== 'untouched' && !equal(plain(after), args[at]))
