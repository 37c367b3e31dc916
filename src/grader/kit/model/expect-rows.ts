/** Expects what is right for every call of a test; names the mistake that explains all wrong results of the run. */
import type { CallResult } from '../../diagnose/evidence.ts'
import { showExpected } from '../../diagnose/explain.ts'
import { plain } from '../../diagnose/plain.ts'
import { compareRows } from '../../diagnose/show.ts'
import type { Learner } from '../learner.ts'
import type { Mistake, Model } from './model.ts'
import { isReturnedRefusal } from './returned-refusal.ts'
import { agrees, type Right } from './right.ts'

/** What a run knows: the rule, the mistakes in the order in which they are tried, and all results so far. */
export type Run<Args extends unknown[]> = {
  model: Model<Args>
  mistakes: readonly Mistake<Args>[]
  history: CallResult[]
}

/** @throws LearnerFailure for the first result that is not right */
export function expectRows<Args extends unknown[]>(
  learner: Learner,
  results: readonly CallResult[],
  run: Run<Args>,
  rule: string | null,
): void {
  const { model, history } = run
  history.push(...results)
  const right = remembered((result: CallResult): Right => model.answer(result.args as Args))
  const failed = results.filter(result => !agrees(result, right(result)))
  const [first] = failed
  if (first === undefined) return
  // A decision function returns nothing: what it returned where it must refuse is looked at first.
  const returned = failed.find(result => {
    const wanted = right(result)
    return wanted.kind === 'refused' && isReturnedRefusal(model, result, wanted.codes, history)
  })
  const isDecision = right(first).kind !== 'value' && history.every(result => right(result).kind !== 'value')
  const known = isDecision && returned !== undefined ? undefined : mistakeBehind(run, failed)
  const about = (isDecision ? returned : undefined) ?? first
  const wanted = right(about)
  const args = about.args as Args
  const [because, shared] = [model.because(...args), sharedInWords(run, right)]
  const why = because === '' ? shared : ` The reason: ${because}.${shared}`
  const words = { because, shared, why, ...model.words?.(...args) }
  if (known !== undefined)
    learner.fail(about, {
      id: known.id,
      words,
      expected: showExpected(expectedOf(wanted)),
      shown: comparison(about, wanted),
    })
  if (wanted.kind === 'value') learner.expectValue(about, wanted.value, rule, words)
  else if (wanted.kind === 'accepted') learner.expectNoThrow(about, rule, words)
  else learner.expectRefusal(about, wanted.codes, rule, words)
}

function comparison({ outcome }: CallResult, wanted: Right): string[] {
  if (outcome.kind !== 'value' || wanted.kind !== 'value') return []
  return compareRows(wanted.value, plain(outcome.value))
}

const expectedOf = (right: Right) =>
  right.kind === 'value'
    ? right
    : right.kind === 'accepted'
      ? ({ kind: 'no-throw' } as const)
      : ({ kind: 'refusal', codes: right.codes } as const)

/**
 * The first mistake that gives the learner's result for every call of the run. The wrong results are looked at first: nearly
 * every mistake that is not the learner's gives another one there, while on most of the others all of them are right.
 */
function mistakeBehind<Args extends unknown[]>(
  { mistakes, history }: Run<Args>,
  failed: readonly CallResult[],
): Mistake<Args> | undefined {
  const wrong = new Set(failed)
  const results = [...failed, ...history.filter(result => !wrong.has(result))]
  return mistakes.find(({ answer }) =>
    results.every(result => {
      try {
        return agrees(result, answer(result.args as Args))
      } catch {
        // A wrong function that can't take these arguments explains nothing about them.
        return false
      }
    }),
  )
}

/** A pure function of an object that is asked once for each. */
function remembered<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return key => {
    if (!known.has(key)) known.set(key, compute(key))
    return known.get(key) as Value
  }
}

/** What all calls with a wrong result have and fewest of the others, if that tells them apart at all. */
function sharedInWords<Args extends unknown[]>(
  { model, history }: Run<Args>,
  right: (result: CallResult) => Right,
): string {
  const { failed = [], fine = [] } = Object.groupBy(history, result =>
    agrees(result, right(result)) ? 'fine' : 'failed',
  )
  if (failed.length < 2) return ''
  const [best] = Object.entries(model.traits ?? {})
    .filter(([, holds]) => failed.every(({ args }) => holds(...(args as Args))))
    .map(([words, holds]) => ({ words, others: fine.filter(({ args }) => holds(...(args as Args))).length }))
    .filter(({ others }) => others < fine.length / 3)
    .sort((one, other) => one.others - other.others)
  return best === undefined ? '' : ` All wrong results so far have this in common: ${best.words}.`
}
