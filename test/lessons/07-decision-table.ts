/** Many inputs, each accepted or refused: whether the answers are right, and which wrong rule explains all of them. */
import {
  type JwtErrorCode,
  type KnownMistake,
  type Learner,
  type Seen,
  show,
} from '../../src/grader/kit/index.ts'

/** The codes that are true of an input; none when it is accepted. */
export type Decide = (args: unknown[]) => readonly JwtErrorCode[]

/** A rule that people write in place of the right one, with what it answers. */
export type WrongRule = {
  id: string
  reference: string | null
  message: string | ((args: unknown[]) => string)
  decide: Decide
}

/** What the learner's code decided: `accepted`, a code, or `other` for an answer that is neither. */
export function answerOf({ outcome }: Seen): JwtErrorCode | 'accepted' | 'other' {
  if (outcome.kind === 'thrown') return (outcome.jwtCode as JwtErrorCode | null) ?? 'other'
  if (outcome.kind !== 'value') return 'other'
  // A function that returns nothing may return anything; but a promise has decided nothing yet.
  return outcome.value.type === 'exotic' && outcome.value.text === 'a Promise' ? 'other' : 'accepted'
}

const agrees = (seen: Seen, codes: readonly JwtErrorCode[]): boolean => {
  const answer = answerOf(seen)
  return answer === 'accepted' ? codes.length === 0 : answer !== 'other' && codes.includes(answer)
}

/** Something came back from a function that returns nothing: no rule is behind that, but a missing throw. */
const returnedSomething = ({ outcome }: Seen): boolean =>
  outcome.kind === 'value' && outcome.value.type !== 'undefined' && outcome.value.type !== 'null'

/** What is right for every input of a table, and which wrong rules are known. */
export type DecisionTable = {
  right: Decide
  wrong: readonly WrongRule[]
  rule: string | null
  /** What earlier tests of the run saw; this table's calls are added. A wrong rule has to explain these too. */
  history: Seen[]
  /** Whether an answer that should have been a refusal looks like one that was returned in place of thrown. */
  returnedRefusal?: (seen: Seen) => boolean
}

/**
 * Expects the right decision for every input. When one is wrong, the first wrong rule that explains all the
 * answers names the mistake; without one, the first wrong answer is explained by itself.
 */
export function expectDecisions(learner: Learner, seen: readonly Seen[], table: DecisionTable): void {
  const { right, wrong, rule, history, returnedRefusal = returnedSomething } = table
  history.push(...seen)
  const failed = seen.filter(entry => !agrees(entry, right(entry.args)))
  if (failed.length === 0) return
  const returned = failed.find(entry => right(entry.args).length > 0 && returnedRefusal(entry))
  const first = returned ?? (failed[0] as Seen)
  const codes = right(first.args)
  const explains = ({ decide }: WrongRule): boolean =>
    history.every(entry => agrees(entry, decide(entry.args)))
  const known = returned === undefined ? wrong.find(explains) : undefined
  if (known !== undefined) {
    learner.fail(first, {
      id: known.id,
      message: typeof known.message === 'string' ? known.message : known.message(first.args),
      expected: expectedInWords(codes),
      actual: answerInWords(first),
      reference: known.reference,
    })
  }
  if (codes.length === 0) learner.expectNoThrow(first, rule)
  else learner.expectRefusal(first, codes, rule)
}

function expectedInWords(codes: readonly JwtErrorCode[]): string {
  if (codes.length === 0) return 'no error: this input is accepted'
  return `a JwtError with the code ${codes.map(code => `'${code}'`).join(' or ')}`
}

function answerInWords(seen: Seen): string {
  const answer = answerOf(seen)
  if (answer === 'accepted') return 'no error: it was accepted'
  return seen.outcome.kind === 'thrown' && seen.outcome.value.type === 'error'
    ? `threw ${seen.outcome.value.name}: ${seen.outcome.value.message.slice(0, 300)} (code '${answer}')`
    : `threw something with the code '${answer}'`
}

/** A check that answers by its return value: nobody who calls it looks there. */
export function returnedNotThrown(
  id: string,
  functionName: string,
  types: readonly string[] = ['boolean', 'string', 'error', 'object'],
): KnownMistake {
  return {
    id,
    reference: null,
    matches: ({ name, seen, expected }) =>
      name === functionName &&
      expected.kind === 'refusal' &&
      seen.outcome.kind === 'value' &&
      types.includes(seen.outcome.value.type),
    message: ({ name, value, seen }) => {
      const error = seen.outcome.kind === 'value' && seen.outcome.value.type === 'error'
      const came = error ? 'an Error' : show(value)
      return `${name} returned ${came} for something that it must refuse. A refusal is thrown, not returned: whoever calls ${name} does not look for a refusal in what comes back, so the token would get through. Write throw new JwtError(...) in place of return.`
    },
  }
}

/** Every combination of one value of each list. */
export function combinations<T extends readonly (readonly unknown[])[]>(
  ...lists: T
): { [K in keyof T]: T[K][number] }[] {
  return lists.reduce<unknown[][]>(
    (rows, list) => rows.flatMap(row => list.map(value => [...row, value])),
    [[]],
  ) as { [K in keyof T]: T[K][number] }[]
}

/** An object without the members that are undefined. */
export function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

/** One of the values, by a random number. */
export function pick<T>(learner: Learner, values: readonly T[]): T {
  return values[Math.floor(learner.random() * values.length)] as T
}
