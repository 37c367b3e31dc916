/** A function's rule, written once: what is right, and the questions at which people go wrong. */
import type { JwtErrorCode } from '../types.ts'

/** How `decide` reports on a call. The sentences are made only when they are told. */
export type Report = {
  /** Something that the call must be refused for. */
  refuse: (code: JwtErrorCode, because: () => string) => void
  /** Something that could have been wrong, and is not. */
  holds: (because: () => string) => void
}

/** What is right for one call: any of the codes, or no refusal when there are none. */
export type Ruling = { codes: JwtErrorCode[]; faults: (() => string)[]; held: (() => string)[] }

/** The questions of a model by name. A mistake answers one of them in another way. */
// biome-ignore lint/suspicious/noExplicitAny: the questions of a model take what its `decide` gives them.
export type Rules = Record<string, (...args: any[]) => unknown>

export type ModelDefinition<Args extends unknown[], R extends Rules> = {
  /** The exported function, and what its parameters are called. */
  call: string
  parameters: { [Index in keyof Args]: string }
  rules: R
  decide: (rules: R, args: Args, report: Report) => void
  /** What can be special about a call: told when all wrong answers have it in common, and few others. */
  traits?: Record<string, (...args: Args) => boolean>
  /** Values for the placeholders of messages, besides those that the kit gives. */
  words?: (...args: Args) => Record<string, string>
}

/** A mistake: some rules in place of the right ones, or a decision of its own. */
export type Change<Args extends unknown[], R extends Rules> =
  | Partial<R>
  | ((...args: Args) => readonly JwtErrorCode[])

/** A mistake with the step whose answers it explains. */
export type Mistake<Args extends unknown[]> = {
  step: string
  id: string
  decide: (args: Args) => readonly JwtErrorCode[]
}

export type Model<Args extends unknown[], R extends Rules> = ModelDefinition<Args, R> & {
  ruling: (args: Args, changed?: Partial<R>) => Ruling
  /** In words: why this call must be refused, or what holds when it must not. */
  because: (...args: Args) => string
  /** The known mistakes of each step by id: one change, or several that deserve the same words. General before special. */
  mistakes: (
    steps: Record<string, Record<string, Change<Args, R> | readonly Change<Args, R>[]>>,
  ) => Mistake<Args>[]
  /** These rules, asked about another subject: `given(['expired'], ({ now }) => ({ now: now * 1000 }))`. */
  given: <Name extends keyof R>(
    names: readonly Name[],
    change: (subject: Parameters<R[Name]>[0]) => Partial<Parameters<R[Name]>[0]>,
  ) => Partial<R>
}

export function defineModel<Args extends unknown[], R extends Rules>(
  definition: ModelDefinition<Args, R>,
): Model<Args, R> {
  const { rules, decide } = definition
  const ruling = (args: Args, changed: Partial<R> = {}): Ruling => {
    const ruled: Ruling = { codes: [], faults: [], held: [] }
    decide({ ...rules, ...changed }, args, {
      refuse(code, because) {
        ruled.codes.push(code)
        ruled.faults.push(because)
      },
      holds: because => ruled.held.push(because),
    })
    return ruled
  }
  const decided = (change: Change<Args, R>, args: Args): readonly JwtErrorCode[] =>
    typeof change === 'function' ? change(...args) : ruling(args, change).codes
  return {
    ...definition,
    ruling,
    because(...args) {
      const { faults, held } = ruling(args)
      return faults[0]?.() ?? (held.map(say => say()).join('; ') || 'nothing in it limits it')
    },
    mistakes: steps =>
      Object.entries(steps).flatMap(([step, byId]) =>
        Object.entries(byId).flatMap(([id, changes]) =>
          listOf(changes).map(change => ({ step, id, decide: args => decided(change, args) })),
        ),
      ),
    given: (names, change) =>
      Object.fromEntries(
        names.map(name => [
          name,
          (subject: object, ...rest: unknown[]) =>
            rules[name as string]?.({ ...subject, ...change(subject as never) }, ...rest),
        ]),
      ) as Partial<R>,
  }
}

const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T]
