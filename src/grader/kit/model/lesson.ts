/** A lesson whose hidden tests are rows of inputs, judged by a model. */
import type { Learner } from '../learner.ts'
import { defineLesson } from '../lesson.ts'
import type { CallResult } from '../types.ts'
import { expectDecisions } from './decisions.ts'
import type { Diagnoses } from './diagnoses.ts'
import { messagesOf } from './messages.ts'
import type { Mistake, Model, Rules } from './model.ts'
import { mistakesFromSigns, type Signs } from './signs.ts'

export type ModelLesson<Args extends unknown[], R extends Rules> = {
  id: string
  model: Model<Args, R>
  mistakes: readonly Mistake<Args>[]
  signs?: Signs<Args>
  diagnoses: Diagnoses
  /** The lesson's own id for a diagnosis of the kit. */
  ids?: Record<string, string>
}

/** A test: its name, where its rule is written, and the calls; random ones are made from the seed of the run. */
export type RowsApi<Args extends unknown[]> = {
  rows: (
    name: string,
    rule: string | null,
    rows: readonly Args[] | ((learner: Learner) => readonly Args[]),
  ) => void
}

/** Defines a lesson's hidden tests: a function for each step, in the order in which they are reached. */
export function defineRows<Args extends unknown[], R extends Rules>(
  lesson: ModelLesson<Args, R>,
  steps: Record<string, (api: RowsApi<Args>) => void>,
): void {
  const { model, signs = {} } = lesson
  const messages = messagesOf(model, lesson.diagnoses, lesson.ids ?? {})
  const { step } = defineLesson({ id: lesson.id, mistakes: mistakesFromSigns(model, signs, messages) })
  /** All answers of the run so far. */
  const history: CallResult[] = []
  const order = Object.keys(steps)
  for (const { id, step: where } of lesson.mistakes) {
    messages.referenceOf(id)
    if (!order.includes(where)) throw new Error(`the mistake "${id}" is listed under a step "${where}"`)
  }
  for (const [index, id] of order.entries()) {
    // This step's mistakes first, then those of the steps before it.
    const reached = [id, ...order.slice(0, index)]
    const mistakes = reached.flatMap(name => lesson.mistakes.filter(mistake => mistake.step === name))
    step(id, ({ test }) =>
      steps[id]?.({
        rows: (name, rule, rows) =>
          test(name, async learner => {
            const calls = typeof rows === 'function' ? rows(learner) : rows
            const seen = await learner.callMany(model.call, calls)
            await expectDecisions(learner, seen, { model, mistakes, messages, history }, rule)
          }),
      }),
    )
  }
}
