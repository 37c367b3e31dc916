/** Which known mistakes the rows of a step can't tell apart: for authors. */
import { inspect } from 'node:util'
import type { Mistake, Model } from './model.ts'

/** Ids of two mistakes; the one that is named stands first. */
export type Pair = [named: string, hidden: string]

/** Pairs of mistakes of one step that answer every row in the same way, and some row wrongly. Pure. */
export function notToldApart<Args extends unknown[]>(
  model: Pick<Model<Args>, 'answer'>,
  mistakes: readonly Mistake<Args>[],
  step: string,
  rows: readonly Args[],
): Pair[] {
  const answersOf = (one: Pick<Model<Args>, 'answer'>): string =>
    rows.map(args => written(one, args)).join('\n')
  const right = answersOf(model)
  const named = new Map<string, string>()
  const pairs = new Map<string, Pair>()
  for (const mistake of mistakes.filter(one => one.step === step)) {
    const answers = answersOf(mistake)
    if (answers === right) continue
    const first = named.get(answers)
    if (first === undefined) named.set(answers, mistake.id)
    else if (first !== mistake.id) pairs.set(`${first} ${mistake.id}`, [first, mistake.id])
  }
  return [...pairs.values()]
}

function written<Args extends unknown[]>({ answer }: Pick<Model<Args>, 'answer'>, args: Args): string {
  try {
    return inspect(answer(args), { depth: 8, sorted: true, maxArrayLength: null, maxStringLength: null })
  } catch {
    return 'threw'
  }
}
