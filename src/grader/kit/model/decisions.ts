/** Expects the right decision for every call of a test; names the mistake that explains all wrong ones of the run. */
import type { Learner } from '../learner.ts'
import { equal } from '../plain.ts'
import type { JwtErrorCode, CallResult } from '../types.ts'
import { agrees, answerInWords, answerOf, expectedInWords, returnedSomething } from './answers.ts'
import type { Messages, Shared } from './messages.ts'
import type { Mistake, Model, Rules } from './model.ts'

/** What a run knows: the rule, the mistakes, and all answers so far. */
export type Run<Args extends unknown[], R extends Rules> = {
  model: Model<Args, R>
  /** In the order in which they are tried. */
  mistakes: readonly Mistake<Args>[]
  messages: Messages
  history: CallResult[]
}

export async function expectDecisions<Args extends unknown[], R extends Rules>(
  learner: Learner,
  seen: readonly CallResult[],
  run: Run<Args, R>,
  rule: string | null,
): Promise<void> {
  run.history.push(...seen)
  const right = (entry: CallResult): readonly JwtErrorCode[] => run.model.ruling(entry.args as Args).codes
  const failed = seen.filter(entry => !agrees(entry, right(entry)))
  if (failed[0] === undefined) {
    // No test has to ask for it: the arguments are as they were before the call.
    for (const entry of seen) learner.expectUnchanged(entry, null)
    return
  }
  const returned = failed.find(entry => right(entry).length > 0 && returnedSomething(entry))
  const first = returned ?? failed[0]
  const fail = (id: string, words: Record<string, string> = {}): never =>
    failAs(learner, run, {
      id,
      seen: first,
      words,
      expected: expectedInWords(right(first)),
      actual: answerInWords(first),
    })

  const known = returned === undefined ? mistakeBehind(run) : undefined
  if (known !== undefined) fail(known.id)
  const other = await otherAnswer(learner, first, run.history)
  if (other !== null)
    fail('answer-changes', {
      answer: answerInWords(first),
      when: other.when,
      other: answerInWords(other.seen),
    })

  const told: Shared = { ...first, shared: sharedTrait(run, right) }
  if (right(first).length === 0) learner.expectNoThrow(told, rule)
  else learner.expectRefusal(told, right(first), rule)
}

/** The first mistake that gives the learner's answer to every call of the run. */
const mistakeBehind = <Args extends unknown[], R extends Rules>({ mistakes, history }: Run<Args, R>) =>
  mistakes.find(({ decide }) => history.every(entry => agrees(entry, decide(entry.args as Args))))

/** An answer to the same call that was different: something is kept between calls. */
async function otherAnswer(
  learner: Learner,
  first: CallResult,
  history: readonly CallResult[],
): Promise<{ seen: CallResult; when: string } | null> {
  if (answerOf(first) === 'other') return null
  const differs = (entry: CallResult): boolean => answerOf(entry) !== answerOf(first)
  const earlier = history.find(
    entry => entry.name === first.name && equal(entry.args, first.args),
  ) as CallResult
  const again = await learner.call(first.name, ...first.args)
  if (differs(earlier)) return { seen: earlier, when: 'earlier' }
  return differs(again) ? { seen: again, when: 'then' } : null
}

function failAs<Args extends unknown[], R extends Rules>(
  learner: Learner,
  { messages }: Run<Args, R>,
  about: { id: string; seen: CallResult; words: Record<string, string>; expected: string; actual: string },
): never {
  const { id, seen, words, ...rest } = about
  return learner.fail(seen, {
    id: messages.idOf(id),
    message: messages.textOf(id, seen, words),
    reference: messages.referenceOf(id),
    ...rest,
  })
}

/** What all wrongly answered calls have and fewest of the others, if that tells them apart at all. */
function sharedTrait<Args extends unknown[], R extends Rules>(
  { model, history }: Run<Args, R>,
  right: (entry: CallResult) => readonly JwtErrorCode[],
): string | null {
  const isWrong = (entry: CallResult): boolean => !agrees(entry, right(entry))
  const failed = history.filter(isWrong)
  const fine = history.filter(entry => !isWrong(entry))
  if (failed.length < 2) return null
  const rated = Object.entries(model.traits ?? {})
    .filter(([, holds]) => failed.every(({ args }) => holds(...(args as Args))))
    .map(([words, holds]) => ({ words, others: fine.filter(({ args }) => holds(...(args as Args))).length }))
    .filter(({ others }) => others < fine.length / 3)
    .sort((one, other) => one.others - other.others)
  return rated[0]?.words ?? null
}
