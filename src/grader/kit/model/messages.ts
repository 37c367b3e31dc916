/** From the id of a diagnosis and the call that it is about to what the learner reads. */
import type { CallResult } from '../types.ts'
import { answerOf } from './answers.ts'
import kitDiagnoses from './diagnoses.md'
import { type Diagnoses, fillIn, type Message } from './diagnoses.ts'
import type { Model, Rules } from './model.ts'

/** A call, with what its wrong answer has in common with all other wrong ones. */
export type Shared = CallResult & { shared?: string | null }

export type Messages = {
  /** The lesson's id for a diagnosis of the kit. */
  idOf: (id: string) => string
  referenceOf: (id: string) => string | null
  textOf: (id: string, seen: Shared, more?: Record<string, string>) => string
}

/** The lesson's own words for a diagnosis, or else the kit's. `ids` gives diagnoses of the kit another id. */
export function messagesOf<Args extends unknown[], R extends Rules>(
  model: Model<Args, R>,
  diagnoses: Diagnoses,
  ids: Record<string, string>,
): Messages {
  const idOf = (id: string): string => ids[id] ?? id
  const messageOf = (id: string): Message => {
    const message = diagnoses[idOf(id)] ?? kitDiagnoses[id]
    if (message === undefined) throw new Error(`diagnoses.md has no heading for "${idOf(id)}"`)
    return message
  }
  const wordsFor = (seen: Shared): Record<string, string> => {
    const args = seen.args as Args
    const { outcome } = seen
    return {
      call: model.call,
      because: model.because(...args),
      code: answerOf(seen),
      thrown: outcome.kind === 'thrown' && outcome.value.type === 'error' ? outcome.value.message : '',
      shared: seen.shared ? ` All wrong answers so far have this in common: ${seen.shared}.` : '',
      ...model.words?.(...args),
    }
  }
  return {
    idOf,
    referenceOf: id => messageOf(id).reference,
    textOf: (id, seen, more = {}) => fillIn(messageOf(id).text, { ...wordsFor(seen), ...more }),
  }
}
