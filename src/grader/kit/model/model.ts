/** A function's rule, written once, and the mistakes that people make instead. */
import type { JwtErrorCode } from '../../diagnose/evidence.ts'
import type { Returns } from './returned-refusal.ts'
import { type Refuse, type Right, rightOf, rightOfCodes } from './right.ts'

/** How `decide` reports on a call. The sentences are made only when they are needed. */
export type Report = {
  /** Something that the call must be refused for. */
  refuse: (code: JwtErrorCode, because: () => string) => void
  /** Something that could have been wrong, and is not. */
  holds: (because: () => string) => void
}

/** The questions of a decision by name. A mistake answers one of them in another way. */
// biome-ignore lint/suspicious/noExplicitAny: the questions of a model take what its `decide` gives them.
export type Rules = Record<string, (...args: any[]) => unknown>

type About<Args extends unknown[]> = {
  /** The exported function, and what its parameters are called. */
  call: string
  parameters: { [Index in keyof Args]: string }
  /** What can be special about a call: reported when all wrong results have it in common, and few others. */
  traits?: Record<string, (...args: Args) => boolean>
  /** It returns an object when it accepts; without this whatever it returns instead of refusing is taken for a refusal. */
  returnsObject?: true
  /** Values for the placeholders of messages, besides those that the kit gives. */
  words?: (...args: Args) => Record<string, string>
}

/** A function that accepts or refuses. */
export type DecisionDefinition<Args extends unknown[], R extends Rules> = About<Args> & {
  rules: R
  decide: (rules: R, args: Args, report: Report) => void
}

/** A function that computes a value, or refuses: `refuse('malformed')`. */
export type ValueDefinition<Args extends unknown[], T> = About<Args> & {
  right: (...args: Args) => T | Refuse
  /** In words: why this call must be refused, or what holds when it must not. */
  because?: (...args: Args) => string
}

/** A known mistake with the step whose results it explains. */
export type Mistake<Args extends unknown[]> = {
  step: string
  id: string
  /** What a function with this mistake answers. */
  answer: (args: Args) => Right
}

/** By step and id: one mistake, or several that deserve the same words. General before special. */
export type MistakesOf<Change> = Record<string, Record<string, Change | readonly Change[]>>

export type Model<Args extends unknown[]> = About<Args> & {
  answer: (args: Args) => Right
  /** What the function returns when it accepts. */
  returns: Returns
  /** In words: why this call must be refused, or what holds when it must not; '' when nothing is said of that. */
  because: (...args: Args) => string
}

/** A mistake in a decision: some rules instead of the right ones, or a decision of its own. */
export type Change<Args extends unknown[], R extends Rules> =
  | Partial<R>
  | ((...args: Args) => readonly JwtErrorCode[])

export type DecisionModel<Args extends unknown[], R extends Rules> = Model<Args> & {
  rules: R
  ruling: (args: Args, changed?: Partial<R>) => Ruling
  mistakes: (steps: MistakesOf<Change<Args, R>>) => Mistake<Args>[]
  /** These rules, asked about another subject: `given(['expired'], ({ now }) => ({ now: now * 1000 }))`. */
  given: <Name extends keyof R>(
    names: readonly Name[],
    change: (subject: Parameters<R[Name]>[0]) => Partial<Parameters<R[Name]>[0]>,
  ) => Partial<R>
}

/** A mistake in a value: a function that computes the wrong one. */
export type WrongFunction<Args extends unknown[]> = (...args: Args) => unknown

export type ValueModel<Args extends unknown[], T> = Model<Args> & {
  right: (...args: Args) => T | Refuse
  mistakes: (steps: MistakesOf<WrongFunction<Args>>) => Mistake<Args>[]
}

/** The model of a decision, or of a function that computes a value. */
export function defineModel<Args extends unknown[], R extends Rules>(
  definition: DecisionDefinition<Args, R>,
): DecisionModel<Args, R>
export function defineModel<Args extends unknown[], T>(
  definition: ValueDefinition<Args, T>,
): ValueModel<Args, T>
export function defineModel<Args extends unknown[], R extends Rules, T>(
  definition: DecisionDefinition<Args, R> | ValueDefinition<Args, T>,
): DecisionModel<Args, R> | ValueModel<Args, T> {
  return 'right' in definition ? valueModel(definition) : decisionModel(definition)
}

function valueModel<Args extends unknown[], T>(definition: ValueDefinition<Args, T>): ValueModel<Args, T> {
  return {
    ...definition,
    returns: 'value',
    answer: args => rightOf(definition.right(...args)),
    because: definition.because ?? (() => ''),
    mistakes: steps => listed(steps, change => args => rightOf(change(...args))),
  }
}

/** What is right for one call: any of the codes, or no refusal when there are none. */
export type Ruling = { codes: JwtErrorCode[]; faults: (() => string)[]; held: (() => string)[] }

function decisionModel<Args extends unknown[], R extends Rules>(
  definition: DecisionDefinition<Args, R>,
): DecisionModel<Args, R> {
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
  return {
    ...definition,
    returns: definition.returnsObject === true ? 'object' : 'nothing',
    ruling,
    answer: args => rightOfCodes(ruling(args).codes),
    because(...args) {
      const { faults, held } = ruling(args)
      return faults[0]?.() ?? (held.map(say => say()).join('; ') || 'there is nothing to check')
    },
    mistakes: steps =>
      listed(
        steps,
        change => args =>
          rightOfCodes(typeof change === 'function' ? change(...args) : ruling(args, change).codes),
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

function listed<Args extends unknown[], C>(
  steps: MistakesOf<C>,
  answer: (change: C) => (args: Args) => Right,
): Mistake<Args>[] {
  return Object.entries(steps).flatMap(([step, byId]) =>
    Object.entries(byId).flatMap(([id, changes]) =>
      listOf(changes).map(change => ({ step, id, answer: answer(change) })),
    ),
  )
}

const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T]
