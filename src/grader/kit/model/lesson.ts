/** A lesson whose hidden tests are rows of inputs, judged by a model. */
import type { CallOptions } from '../../../sandbox/calls.ts'
import type { CallResult, KnownMistake } from '../../diagnose/evidence.ts'
import type { Learner } from '../learner.ts'
import { defineLesson, type LessonOptions } from '../lesson.ts'
import type { TestBody } from '../schedule.ts'
import { expectRows } from './expect-rows.ts'
import type { Mistake, Model } from './model.ts'
import { notToldApart } from './told-apart.ts'
import { mistakesFromSigns, type Signs } from './signs.ts'

export type ModelLesson<Args extends unknown[]> = Omit<
  LessonOptions,
  'parameters' | 'mistakes' | 'notToldApart'
> & {
  model: Model<Args>
  /** Mistakes of the model: the first one that explains all results of the run is named. */
  mistakes: readonly Mistake<Args>[]
  /** Mistakes that are recognised by one call, of any function. */
  known?: readonly KnownMistake[]
  /** What one wrong result gives away, when no mistake of the model explains all. */
  signs?: Signs<Args>
}

/** How a step's tests are written. */
export type RowsApi<Args extends unknown[]> = {
  /** A test: its name, where its rule is written, and the calls; random ones are made from the seed of the run. */
  rows: (
    name: string,
    rule: string | null,
    rows: readonly Args[] | ((learner: Learner) => readonly Args[]),
    options?: CallOptions,
  ) => void
  /** A test that is not rows of calls. */
  test: (name: string, body: TestBody) => void
}

/** Defines a lesson's hidden tests: a function for each step, in the order in which they are reached. */
export function defineRows<Args extends unknown[]>(
  { model, signs = {}, known = [], mistakes, ...lesson }: ModelLesson<Args>,
  steps: Record<string, (api: RowsApi<Args>) => void>,
): void {
  /** All results of the run so far. */
  const history: CallResult[] = []
  const { step } = defineLesson({
    ...lesson,
    parameters: { [model.call]: model.parameters },
    mistakes: [...known, ...mistakesFromSigns(model, signs, history)],
    notToldApart: step =>
      notToldApart(
        model,
        mistakes,
        step,
        history.map(({ args }) => args as Args),
      ),
  })
  const order = Object.keys(steps)
  for (const { id, step: where } of mistakes)
    if (!order.includes(where)) throw new Error(`the mistake "${id}" is listed under a step "${where}"`)
  for (const [index, id] of order.entries()) {
    // This step's mistakes first, then those of the steps before it.
    const reached = [id, ...order.slice(0, index)]
    const tried = reached.flatMap(name => mistakes.filter(mistake => mistake.step === name))
    const run = { model, mistakes: tried, history }
    step(id, ({ test }) =>
      steps[id]?.({
        test,
        rows: (name, rule, rows, options) =>
          test(name, async learner => {
            const calls = typeof rows === 'function' ? rows(learner) : rows
            expectRows(learner, await learner.callMany(model.call, calls, options), run, rule)
          }),
      }),
    )
  }
}
