/** Many inputs, each accepted or refused: whether the answers are right, and which wrong rule explains all of them. */
import {
  equal,
  type JwtErrorCode,
  type LegacyMistake as KnownMistake,
  type Learner,
  type CallResult,
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
export function answerOf({ outcome }: CallResult): JwtErrorCode | 'accepted' | 'other' {
  if (outcome.kind === 'thrown') return (outcome.jwtCode as JwtErrorCode | null) ?? 'other'
  if (outcome.kind !== 'value') return 'other'
  // A function that returns nothing may return anything; but a promise has decided nothing yet.
  return outcome.value.type === 'exotic' && outcome.value.text === 'a Promise' ? 'other' : 'accepted'
}

const agrees = (seen: CallResult, codes: readonly JwtErrorCode[]): boolean => {
  const answer = answerOf(seen)
  return answer === 'accepted' ? codes.length === 0 : answer !== 'other' && codes.includes(answer)
}

/** Something came back from a function that returns nothing: no rule is behind that, but a missing throw. */
const returnedSomething = ({ outcome }: CallResult): boolean =>
  outcome.kind === 'value' && outcome.value.type !== 'undefined' && outcome.value.type !== 'null'

/** What is right for every input of a table, and which wrong rules are known. */
export type DecisionTable = {
  right: Decide
  wrong: readonly WrongRule[]
  rule: string | null
  /** What earlier tests of the run saw; this table's calls are added. A wrong rule has to explain these too. */
  history: CallResult[]
  /** What can be special about an input, in words: told when all wrong answers have it in common. */
  traits?: readonly Trait[]
  /** Whether an answer that should have been a refusal looks like one that was returned in place of thrown. */
  returnedRefusal?: (seen: CallResult) => boolean
}

/** Something that inputs can have: "the token has an nbf". */
export type Trait = { words: string; holds: (args: unknown[]) => boolean }

/**
 * Expects the right decision for every input. When one is wrong, the first wrong rule that explains all the
 * answers names the mistake; without one, the first wrong answer is explained by itself.
 */
export async function expectDecisions(
  learner: Learner,
  seen: readonly CallResult[],
  table: DecisionTable,
): Promise<void> {
  const { right, wrong, rule, history, traits = [], returnedRefusal = returnedSomething } = table
  history.push(...seen)
  const failed = seen.filter(entry => !agrees(entry, right(entry.args)))
  if (failed.length === 0) return
  const returned = failed.find(entry => right(entry.args).length > 0 && returnedRefusal(entry))
  const first = returned ?? (failed[0] as CallResult)
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
  const earlier = history.find(
    entry => entry.name === first.name && equal(entry.args, first.args),
  ) as CallResult
  const again = await learner.call(first.name, ...first.args)
  const other = [earlier, again].find(entry => answerOf(entry) !== answerOf(first))
  if (other !== undefined && answerOf(first) !== 'other') {
    learner.fail(first, {
      id: 'answer-changes',
      message: `${first.name} was called twice with the same arguments, and answered differently: ${answerInWords(first)}; ${other === again ? 'then' : 'earlier'} ${answerInWords(other)}. Something is kept from one call to the next: a variable outside of the function, a counter, a cache. Each call is decided by its arguments alone.`,
      expected: expectedInWords(codes),
      actual: answerInWords(first),
      reference: null,
    })
  }
  const told = { ...first, shared: sharedTrait(history, right, traits) }
  if (codes.length === 0) learner.expectNoThrow(told, rule)
  else learner.expectRefusal(told, codes, rule)
}

/** A wrong answer, with what it has in common with all other wrong ones. */
export const sharedOf = (seen: CallResult): string => {
  const shared = (seen as CallResult & { shared?: string | null }).shared
  return shared ? ` All wrong answers so far have this in common: ${shared}.` : ''
}

/** What all wrongly answered inputs have and fewest of the others, if that tells them apart at all. */
function sharedTrait(history: readonly CallResult[], right: Decide, traits: readonly Trait[]): string | null {
  const isWrong = (entry: CallResult): boolean => !agrees(entry, right(entry.args))
  const failed = history.filter(isWrong)
  const fine = history.filter(entry => !isWrong(entry))
  const rated = traits
    .filter(({ holds }) => failed.length > 1 && failed.every(({ args }) => holds(args)))
    .map(trait => ({ trait, others: fine.filter(({ args }) => trait.holds(args)).length }))
    .filter(({ others }) => others < fine.length / 3)
    .sort((one, other) => one.others - other.others)
  return rated[0]?.trait.words ?? null
}

function expectedInWords(codes: readonly JwtErrorCode[]): string {
  if (codes.length === 0) return 'no error: this input is accepted'
  return `a JwtError with the code ${codes.map(code => `'${code}'`).join(' or ')}`
}

function answerInWords(seen: CallResult): string {
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
