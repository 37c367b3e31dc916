/** Mistakes that are possible in any lesson. Their messages are in diagnoses.md. */
import { meaningOf } from './engine-errors.ts'
import type { Evidence, KnownMistake, Thrown } from './evidence.ts'
import { asSeen, equal, NOT_PLAIN, plain, unusableKind } from './plain.ts'
import { showDescribed } from './show.ts'

const returned = ({ result }: Evidence) => (result.outcome.kind === 'value' ? result.outcome.value : null)
const expectsValue = ({ expected }: Evidence): boolean =>
  expected.kind === 'value' || expected.kind === 'derived'
const expectsRefusal = ({ expected }: Evidence): boolean => expected.kind === 'refusal'
const refused = ({ result }: Evidence) => (result.outcome.kind === 'thrown' ? result.outcome.refused : null)
const unusable = (evidence: Evidence) => {
  const value = returned(evidence)
  return value === null ? null : unusableKind(value)
}

/** What decides the matter whatever the lesson says: looked at before the lesson's own mistakes. */
export const generalCauses: KnownMistake[] = [
  {
    id: 'taken-away',
    matches: e => refused(e)?.kind === 'taken-away' && { refusal: refused(e)?.message ?? '' },
  },
  {
    id: 'forbidden',
    matches: e => refused(e)?.kind === 'forbidden' && { refusal: refused(e)?.message ?? '' },
  },
  { id: 'not-implemented', matches: ({ thrown }) => thrown?.name === 'NotImplementedError' },
  { id: 'returned-promise', matches: e => unusable(e) === 'promise' },
  { id: 'returned-generator', matches: e => unusable(e) === 'generator' },
  { id: 'window-left', matches: ({ result }) => result.buffers === 'overwritten' },
  { id: 'buffer-detached', matches: ({ result }) => result.buffers === 'detached' },
  { id: 'argument-changed', matches: ({ expected }) => expected.kind === 'unchanged' },
]

/** What is left to say when no mistake of the lesson fits. */
export const generalMistakes: KnownMistake[] = [
  { id: 'accepted', matches: e => expectsRefusal(e) && e.result.outcome.kind === 'value' },
  {
    id: 'not-a-jwt-error/engine',
    matches: e => expectsRefusal(e) && e.thrown?.code === null && engineError(e.thrown),
  },
  { id: 'not-a-jwt-error', matches: e => expectsRefusal(e) && e.thrown?.code === null },
  {
    id: 'wrong-code/swapped',
    matches: ({ expected, thrown }) =>
      expected.kind === 'refusal' && thrown !== null && (expected.codes as string[]).includes(thrown.message),
  },
  { id: 'wrong-code', matches: e => expectsRefusal(e) && e.thrown !== null },
  { id: 'refused', matches: e => e.thrown !== null && e.thrown.code !== null },
  { id: 'threw/engine', matches: e => engineError(e.thrown) },
  { id: 'threw/handler', matches: e => e.thrown !== null && e.result.kind === 'handler' },
  { id: 'threw', matches: e => e.thrown !== null },
  {
    id: 'no-return/property',
    matches: e =>
      e.result.kind === 'property' && e.expected.kind === 'value' && returned(e)?.type === 'undefined',
  },
  {
    id: 'no-return',
    matches: e =>
      e.expected.kind === 'value' && e.expected.value !== undefined && returned(e)?.type === 'undefined',
  },
  {
    id: 'not-a-response',
    matches: e =>
      e.expected.kind === 'derived' &&
      e.expected.what === RESPONSE &&
      returned(e)?.type !== 'response' && { wrong: typeInWords(e) },
  },
  {
    id: 'wrong-type',
    matches: e => {
      if (returned(e) === null || e.expected.kind !== 'value') return false
      const wanted = typeName(e.expected.value)
      return (e.value === NOT_PLAIN || typeName(e.value) !== wanted) && { wrong: typeInWords(e), wanted }
    },
  },
  {
    id: 'wrong-value/derived',
    matches: e => e.expected.kind === 'derived' && { what: e.expected.what },
  },
  { id: 'wrong-value', matches: expectsValue },
]

/** What a test expects that needs a Response. */
export const RESPONSE = 'the answer'

const ENGINE_ERRORS = ['ReferenceError', 'TypeError', 'RangeError']

/** What an error of the engine means: a slip, not a decision of the learner's. */
function engineError(thrown: Thrown | null): false | { meaning: string } {
  if (thrown === null || !ENGINE_ERRORS.includes(thrown.name ?? '')) return false
  const meaning = meaningOf(thrown.message)
  return meaning !== null && { meaning }
}

function typeInWords(evidence: Evidence): string {
  const value = returned(evidence)
  if (value === null) return 'nothing'
  if (value.type === 'error') return 'an error object'
  return value.type === 'exotic'
    ? value.text
    : typeName(evidence.value === NOT_PLAIN ? plain(value) : evidence.value)
}

/** The place of the first argument that is not what it was before the call, or -1. */
export function changedArgument({ result: { args, argsAfter } }: Evidence): number {
  return argsAfter.findIndex((after, at) => after !== 'untouched' && !equal(plain(after), asSeen(args[at])))
}

/** The returned value, shown; null when nothing was returned. */
export function showReturned(evidence: Evidence): string | null {
  const value = returned(evidence)
  return value === null ? null : showDescribed(value)
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (value instanceof Uint8Array) return 'a Uint8Array'
  if (Array.isArray(value)) return 'an array'
  if (value === undefined) return 'undefined'
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}
