/** From the evidence of a wrong result to the most specific finding that fits it. */
import { BodyInPieces, WebRequest } from '../../sandbox/encode.ts'
import {
  type CallResult,
  type Evidence,
  type Expected,
  type KnownMistake,
  thrownBy,
  type Words,
} from './evidence.ts'
import type { Finding } from './finding.ts'
import { changedArgument, generalCauses, generalMistakes, showReturned } from './general.ts'
import { type Diagnoses, messageUnder } from './messages.ts'
import { equal, plain } from './plain.ts'
import { compareRows, show, showArguments, showCallBefore, showCallInFull, showDescribed } from './show.ts'

/** What a lesson knows, and which test asks. */
export type Situation = {
  step: string
  /** The step's id and the number of the test in it. */
  testId: string
  mistakes: readonly KnownMistake[]
  /** Lists of messages, the lesson's own first. */
  diagnoses: readonly Diagnoses[]
  /** The lesson's own ids for diagnoses of the kit. */
  ids: Readonly<Record<string, string>>
  /** What the parameters of the lesson's functions are called. */
  parameters: Readonly<Record<string, readonly string[]>>
}

/** Names a diagnosis and shows what belongs to it. */
export type Naming = {
  /** Key of the message in diagnoses.md: the id, or `id/case`. */
  id: string
  words?: Words
  reference?: string | null
  expected?: string | null
  /** Shown beside `expected`; what was returned or thrown by default. */
  actual?: string | null
  comparison?: readonly string[]
}

/** How many calls on the same object before this one are shown. */
const CALLS_BEFORE = 3

/** The finding for evidence: general causes first, then the lesson's own mistakes, then what is left to say. */
export function explain(
  evidence: Evidence,
  rule: string | null,
  situation: Situation,
  more: Words = {},
): Finding {
  const { outcome } = evidence.result
  if (outcome.kind === 'broken') return brokenFinding(evidence.result, situation)
  for (const mistake of [...generalCauses, ...situation.mistakes, ...generalMistakes]) {
    const words = wordsOf(mistake, evidence)
    if (words === null) continue
    return findingOf(evidence, { id: mistake.id, words: { ...more, ...words } }, rule, situation)
  }
  return findingOf(evidence, { id: 'wrong-value', words: more }, rule, situation)
}

/** The finding of a diagnosis that is known. */
export function findingOf(
  evidence: Evidence,
  naming: Naming,
  rule: string | null,
  situation: Situation,
): Finding {
  const { result, expected, value } = evidence
  const { outcome } = result
  const [kitId = '', ...cases] = naming.id.split('/')
  const id = situation.ids[kitId] ?? kitId
  const { text, reference } = messageUnder([id, ...cases].join('/'), situation.diagnoses, naming.id)
  const wanted = expected.kind === 'value' || expected.kind === 'derived' ? expected.value : undefined
  return {
    id: id.split('/')[0] as string,
    message: { template: text, words: inBounds({ ...generalWords(evidence, situation), ...naming.words }) },
    reference: naming.reference === undefined ? (reference ?? rule) : naming.reference,
    call: callOf(result),
    returned: showReturned(evidence),
    thrown: evidence.thrown,
    broken: null,
    expected: naming.expected === undefined ? showExpected(expected) : naming.expected,
    shown: naming.actual === undefined ? showActual(evidence) : naming.actual,
    comparison: [...(naming.comparison ?? (outcome.kind === 'value' ? compareRows(wanted, value) : []))],
    place: outcome.kind === 'thrown' ? outcome.place : null,
    test: situation.testId,
  }
}

/** The finding of a call that had no result. */
export function brokenFinding(result: CallResult, situation: Situation): Finding {
  const { cause, message, place } = result.outcome as Extract<CallResult['outcome'], { kind: 'broken' }>
  const id = situation.ids[cause] ?? cause
  const key = cause === 'never-settles' && result.args.some(hasEndlessBody) ? `${id}/endless-body` : id
  return {
    id,
    message: {
      template: messageUnder(key, situation.diagnoses, cause).text,
      words: { call: calledInWords(result), kind: result.kind, why: message },
    },
    reference: null,
    call: callOf(result),
    returned: null,
    thrown: null,
    broken: { cause, message },
    expected: null,
    shown: null,
    comparison: [],
    place,
    test: situation.testId,
  }
}

/** Learner code says how long a name or a value is that a message repeats. */
const LONGEST_WORD = 2_000

const inBounds = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).map(([name, word]) => [
      name,
      word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD)}…` : word,
    ]),
  )

/** Whether an argument is a request whose body nobody can read to its end. */
const hasEndlessBody = (argument: unknown): boolean =>
  argument instanceof WebRequest &&
  argument.body instanceof BodyInPieces &&
  argument.body.ending === 'nothing'

/** The words of a mistake that fits the evidence, or null. */
export function wordsOf(mistake: KnownMistake, evidence: Evidence): Words | null {
  try {
    const fits = mistake.matches(evidence)
    return fits === false ? null : fits === true ? {} : fits
  } catch {
    // A matcher that does not expect this kind of value has nothing to say about it.
    return null
  }
}

function callOf(result: CallResult): Finding['call'] {
  return {
    name: result.name,
    kind: result.kind,
    arguments: showArguments(result.args),
    inFull: showCallInFull(result.name, result.args),
    before: result.before.slice(-CALLS_BEFORE).map(showCallBefore),
  }
}

/** What was called, within a sentence: of what a function returned it is that which was called, and not the function. */
const calledInWords = ({ name, kind }: CallResult): string => (kind === 'handler' ? `${name}(request)` : name)

/** Values for the placeholders that every message may use. */
function generalWords(evidence: Evidence, { parameters }: Situation): Words {
  const { result, expected, thrown } = evidence
  const at = changedArgument(evidence)
  return {
    call: calledInWords(result),
    kind: result.kind,
    why: '',
    code: thrown?.code ?? '',
    codes: expected.kind === 'refusal' ? expected.codes.map(code => `'${code}'`).join(' or ') : '',
    thrown: thrown === null ? 'nothing' : thrownInWords(thrown).replace(/\.$/, ''),
    message: thrown?.message ?? '',
    returned: showReturned(evidence) ?? 'nothing',
    parameter: parameters[result.name]?.[at] ?? (at < 0 ? '' : `number ${at + 1}`),
  }
}

/** What was thrown that is none of JavaScript's errors: its text, or what it is. */
export const notAnError = (what: string): string => `something that is not an Error (${what.slice(0, 200)})`

/** What was thrown, with its message. */
export function thrownInWords({ name, message, code }: NonNullable<Evidence['thrown']>): string {
  if (name === null) return notAnError(message)
  // Without a code it is no instance of the workspace's class, whatever it is called.
  const shown = name === 'JwtError' && code === null ? 'an error that is only called JwtError' : name
  return message === '' ? shown : `${shown}: ${message.slice(0, 200)}`
}

/** What is right, for a reader. */
export function showExpected(expected: Expected): string {
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

/** What is shown when it is neither what was returned nor what was thrown. */
function showActual(evidence: Evidence): string | null {
  const { expected, result, value } = evidence
  if (result.outcome.kind !== 'value') return null
  if (expected.kind === 'unchanged') return showChanged(evidence)
  return expected.kind === 'derived' ? `${expected.what}: ${show(value)}` : null
}

const ORDINALS = ['first', 'second', 'third']

/** The first argument that is not what it was before the call. */
function showChanged(evidence: Evidence): string {
  const { argsAfter, buffers } = evidence.result
  if (buffers === 'overwritten') return 'other bytes around an argument, in the buffer behind it'
  const index = changedArgument(evidence)
  const after = argsAfter[index]
  if (after === undefined || after === 'untouched') return 'an argument that is not what it was before'
  return `the ${ORDINALS[index] ?? 'last'} argument after the call: ${showDescribed(after)}`
}

/** Whether two results are the same; of errors the class and the code count, for a message may name the time. */
export function sameOutcome(one: CallResult, other: CallResult): boolean {
  const [left, right] = [one.outcome, other.outcome]
  if (left.kind === 'thrown' && right.kind === 'thrown') {
    const [first, second] = [thrownBy(left), thrownBy(right)]
    return first?.name === second?.name && first?.code === second?.code
  }
  if (left.kind !== 'value' || right.kind !== 'value') return left.kind === right.kind
  if (left.value.type !== right.value.type) return false
  return left.value.type === 'exotic' || left.value.type === 'error'
    ? equal(left.value, right.value)
    : equal(plain(left.value), plain(right.value))
}
