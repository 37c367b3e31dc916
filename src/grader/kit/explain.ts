/** From a wrong outcome to the most specific diagnosis that fits the evidence. */
import type { Diagnosis } from '../types.ts'
import { LearnerFailure } from './failure.ts'
import { generalMistakes } from './general.ts'
import { bytesOf, equal, plain, textOf } from './plain.ts'
import { compareRows, show, showCall, showDescribed } from './show.ts'
import { type Evidence, type Expected, type KnownMistake, NOT_PLAIN, type CallResult } from './types.ts'

export type Situation = { step: string; test: string; mistakes: readonly KnownMistake[]; seed: number }

/** Collects what a known mistake can look at. `derived` is what the test made of the result, if anything. */
export function evidenceOf(
  seen: CallResult,
  expected: Expected,
  situation: Situation,
  derived?: { value: unknown },
): Evidence {
  const { outcome } = seen
  const value = outcome.kind === 'value' ? outcome.value : null
  const thrown = outcome.kind === 'thrown' ? outcome.value : null
  return {
    name: seen.name,
    args: seen.args,
    seen,
    expected,
    text: value ? textOf(value) : null,
    bytes: value ? bytesOf(value) : null,
    value: derived ? derived.value : value ? plain(value) : NOT_PLAIN,
    thrown: thrown
      ? {
          name:
            thrown.type === 'error'
              ? thrown.name
              : `a thrown ${thrown.type === 'exotic' ? thrown.text : thrown.type}`,
          message: thrown.type === 'error' ? thrown.message : thrown.type === 'string' ? thrown.value : '',
          jwtCode: outcome.kind === 'thrown' ? outcome.jwtCode : null,
        }
      : null,
    step: situation.step,
    test: situation.test,
  }
}

/** Makes the failure for a wrong outcome: the lesson's own mistakes first, then the general ones. */
export function explain(evidence: Evidence, rule: string | null, situation: Situation): LearnerFailure {
  const { outcome } = evidence.seen
  const call = showCall(evidence.seen.name, evidence.seen.args)
  if (outcome.kind === 'broken') return brokenFailure(evidence.seen, call)
  const known = [...situation.mistakes, ...generalMistakes].find(mistake => fits(mistake, evidence))
  const place = outcome.kind === 'thrown' ? outcome.place : null
  const expectedValue =
    evidence.expected.kind === 'value' || evidence.expected.kind === 'derived'
      ? evidence.expected.value
      : undefined
  const diagnosis: Diagnosis = {
    id: known?.id ?? 'wrong-value',
    message: known ? messageOf(known, evidence) : `${evidence.name} did not do what is asked for.`,
    call,
    expected: showExpected(evidence.expected),
    actual: showActual(evidence),
    reference: known?.reference ?? rule,
    file: place?.file ?? null,
    line: place?.line ?? null,
    comparison: outcome.kind === 'value' ? compareRows(expectedValue, evidence.value) : [],
  }
  return new LearnerFailure(diagnosis)
}

function fits(mistake: KnownMistake, evidence: Evidence): boolean {
  try {
    return mistake.matches(evidence)
  } catch {
    // A matcher that does not expect this kind of value has nothing to say about it.
    return false
  }
}

function messageOf(mistake: KnownMistake, evidence: Evidence): string {
  return typeof mistake.message === 'string' ? mistake.message : mistake.message(evidence)
}

function showExpected(expected: Expected): string {
  switch (expected.kind) {
    case 'value':
      return show(expected.value)
    case 'derived':
      return `${expected.what}: ${show(expected.value)}`
    case 'refusal':
      return `a JwtError with the code ${expected.codes.map(code => `'${code}'`).join(' or ')}`
    case 'no-throw':
      return 'no error: this input is accepted'
    case 'unchanged':
      return 'the arguments as they were before the call'
  }
}

function showActual(evidence: Evidence): string {
  const { outcome } = evidence.seen
  if (outcome.kind === 'thrown') {
    const code = outcome.jwtCode === null ? '' : ` (code '${outcome.jwtCode}')`
    return `threw ${evidence.thrown?.name}${evidence.thrown?.message ? `: ${evidence.thrown.message.slice(0, 300)}` : ''}${code}`
  }
  if (outcome.kind === 'broken') return outcome.message
  if (evidence.expected.kind === 'unchanged') return showChanged(evidence.seen)
  if (evidence.expected.kind === 'derived') return `${evidence.expected.what}: ${show(evidence.value)}`
  return showDescribed(outcome.value, evidence.value)
}

const ORDINALS = ['first', 'second', 'third']

/** The first argument that is not what it was before the call. */
function showChanged({ args, argsAfter, buffers }: CallResult): string {
  if (buffers === 'overwritten') return 'other bytes around an argument, in the buffer behind it'
  const index = argsAfter.findIndex((after, at) => after !== 'untouched' && !equal(plain(after), args[at]))
  const after = argsAfter[index]
  if (after === undefined || after === 'untouched') return 'an argument that is another one than before'
  return `the ${ORDINALS[index] ?? 'last'} argument after the call: ${showDescribed(after, plain(after))}`
}

const BROKEN_MESSAGES: Record<string, string> = {
  timeout:
    'Your code did not come back in time. Look for a loop whose condition never becomes false (a counter that is not increased, say).',
  memory:
    'Your code used up the memory that it may use. Look for a list or a text that grows in a loop without end.',
  exit: 'Your code ended its own process. A function gives its answer with return, or refuses with throw; process.exit is for programs.',
  'stack-overflow':
    'Your code ran out of stack: a function calls itself without end, or a very long list is spread into arguments (f(...bytes)). Use a loop for long inputs.',
  'unhandled-rejection':
    'A promise in your code was rejected and nobody handled it. The functions of this lesson need no promises.',
  crash:
    'Your code gave no answer: its process ended, or an error was thrown outside of the call, where nothing could catch it.',
  internal:
    'The grader could not run your code; this is our fault, not yours. Press ! to report it, and save again to retry.',
}

/** The failure of a call that gave no answer. */
export function brokenFailure(seen: CallResult, call = showCall(seen.name, seen.args)): LearnerFailure {
  const outcome = seen.outcome as Extract<CallResult['outcome'], { kind: 'broken' }>
  const diagnosis: Diagnosis = {
    id: outcome.cause,
    message: BROKEN_MESSAGES[outcome.cause] ?? outcome.message,
    call,
    expected: null,
    actual: outcome.message,
    reference: null,
    file: outcome.place?.file ?? null,
    line: outcome.place?.line ?? null,
    comparison: [],
  }
  return new LearnerFailure(diagnosis, 'broken')
}
