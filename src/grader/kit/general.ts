/** Mistakes that can happen in any lesson; looked at after the lesson's own. */
import { meaningOf } from './engine-errors.ts'
import { showDescribed } from './show.ts'
import type { Evidence, KnownMistake } from './types.ts'
import { NOT_PLAIN } from './types.ts'

const returned = (evidence: Evidence) =>
  evidence.seen.outcome.kind === 'value' ? evidence.seen.outcome.value : null
const wantsValue = (evidence: Evidence): boolean =>
  evidence.expected.kind === 'value' || evidence.expected.kind === 'derived'
const wantsRefusal = (evidence: Evidence): boolean => evidence.expected.kind === 'refusal'
const codes = (evidence: Evidence): string =>
  evidence.expected.kind === 'refusal' ? evidence.expected.codes.map(code => `'${code}'`).join(' or ') : ''
const refusal = (evidence: Evidence) =>
  evidence.seen.outcome.kind === 'thrown' ? evidence.seen.outcome.refused : null

export const generalMistakes: KnownMistake[] = [
  {
    id: 'taken-away',
    reference: null,
    matches: evidence => refusal(evidence)?.kind === 'taken-away',
    message: evidence =>
      `${refusal(evidence)?.message}. Write it yourself with what the lesson's text shows.`,
  },
  {
    id: 'forbidden',
    reference: null,
    matches: evidence => refusal(evidence)?.kind === 'forbidden',
    message: evidence => `${refusal(evidence)?.message}. Nothing of it is needed for a right answer.`,
  },
  {
    id: 'not-implemented',
    reference: null,
    matches: evidence => evidence.thrown?.name === 'NotImplementedError',
    message: evidence =>
      `${evidence.name} still throws notImplemented for this input. Replace that line by your code. A hint helps you on.`,
  },
  {
    id: 'returned-promise',
    reference: null,
    matches: evidence => {
      const value = returned(evidence)
      return value?.type === 'exotic' && value.text === 'a Promise'
    },
    message: evidence =>
      `${evidence.name} returned a Promise. It must give its answer at once: remove the word async, and use the functions of node:crypto that need no await.`,
  },
  {
    id: 'returned-generator',
    reference: null,
    matches: evidence => {
      const value = returned(evidence)
      return value?.type === 'exotic' && value.text === 'a generator'
    },
    message: evidence =>
      `${evidence.name} returned a generator, because it is written function*. Its body has not run at all. Remove the star, and return the answer.`,
  },
  {
    id: 'window-left',
    reference: null,
    matches: ({ seen }) => seen.buffers === 'overwritten',
    message: evidence =>
      `${evidence.name} wrote over bytes that are not its own. A Uint8Array can be a window into a larger buffer (subarray makes one), and what lies around the window belongs to somebody else: bytes.buffer is the whole buffer, from byteOffset on and for byteLength bytes it is yours to read. Write into an array of your own: new Uint8Array(length).`,
  },
  {
    id: 'buffer-detached',
    reference: null,
    matches: ({ seen }) => seen.buffers === 'detached',
    message: evidence =>
      `${evidence.name} took the bytes of an argument away from its caller, whose array is empty now: transfer, and structuredClone with transfer, move a buffer. Copy what you need: bytes.slice().`,
  },
  {
    id: 'argument-changed',
    reference: null,
    matches: evidence => evidence.expected.kind === 'unchanged',
    message: evidence =>
      `${evidence.name} changed an argument. It belongs to the caller, who may use it again: work on a copy (bytes.slice(), { ...claims }).`,
  },
  {
    id: 'accepted',
    reference: null,
    matches: evidence => wantsRefusal(evidence) && evidence.seen.outcome.kind === 'value',
    message: evidence =>
      `${evidence.name} accepted this input. It must refuse it: throw a JwtError with the code ${codes(evidence)}.`,
  },
  {
    id: 'not-a-jwt-error',
    reference: null,
    matches: evidence =>
      wantsRefusal(evidence) && evidence.thrown !== null && evidence.thrown.jwtCode === null,
    message: evidence =>
      slipInWords(evidence, `This input must be refused, by a JwtError with the code ${codes(evidence)}.`) ??
      `${evidence.name} refused this input, but with ${thrownInWords(evidence)}. Callers decide by the code of a JwtError (jwt/errors.ts): throw new JwtError(${codes(evidence)}, 'why').`,
  },
  {
    id: 'wrong-code',
    reference: null,
    matches: evidence => wantsRefusal(evidence) && evidence.thrown !== null,
    message: evidence =>
      `${evidence.name} refused this input with the code '${evidence.thrown?.jwtCode}'; right is ${codes(evidence)}. The code tells the caller what to do next, so it has to name the fault.`,
  },
  {
    id: 'refused',
    reference: null,
    matches: evidence =>
      !wantsRefusal(evidence) && evidence.thrown !== null && evidence.thrown.jwtCode !== null,
    message: evidence =>
      `${evidence.name} refused this input with the code '${evidence.thrown?.jwtCode}' (${evidence.thrown?.message}), but it is right and must be accepted.`,
  },
  {
    id: 'threw',
    reference: null,
    matches: evidence => evidence.thrown !== null,
    message: evidence =>
      slipInWords(evidence, null) ??
      `${evidence.name} threw ${thrownInWords(evidence)} for an input that it must be able to handle.`,
  },
  {
    id: 'no-return',
    reference: null,
    matches: evidence =>
      evidence.expected.kind === 'value' &&
      evidence.expected.value !== undefined &&
      returned(evidence)?.type === 'undefined',
    message: evidence =>
      `${evidence.name} returned undefined. Is there a return on every way through the function?`,
  },
  {
    id: 'wrong-type',
    reference: null,
    matches: evidence => {
      const value = returned(evidence)
      if (value === null || evidence.expected.kind !== 'value') return false
      return evidence.value === NOT_PLAIN || typeName(evidence.value) !== typeName(evidence.expected.value)
    },
    message: evidence => {
      const value = returned(evidence)
      const expected = evidence.expected.kind === 'value' ? evidence.expected.value : undefined
      const came =
        value === null ? 'nothing' : value.type === 'exotic' ? value.text : typeName(evidence.value)
      const shown =
        value === null || value.type === 'exotic' ? '' : ` It was ${showDescribed(value, evidence.value)}.`
      return `${evidence.name} returned ${came}; ${typeName(expected)} is asked for.${shown}`
    },
  },
  {
    id: 'wrong-value',
    reference: null,
    matches: wantsValue,
    message: evidence => `${evidence.name} returned another value than the one that is right for this input.`,
  },
]

function thrownInWords(evidence: Evidence): string {
  const thrown = evidence.thrown
  if (thrown === null) return 'nothing'
  // Without a code it is no instance of the workspace's class, whatever it is called.
  const name =
    thrown.name === 'JwtError' && thrown.jwtCode === null
      ? 'an error that is only called JwtError'
      : thrown.name
  return thrown.message === '' ? name : `${name}: ${thrown.message.slice(0, 200)}`
}

const ENGINE_ERRORS = ['ReferenceError', 'TypeError', 'RangeError']

/** What was thrown and what it means, when it is an error of the engine: a slip, and no decision of the learner's. */
function slipInWords(evidence: Evidence, rest: string | null): string | null {
  const { thrown } = evidence
  if (thrown === null || !ENGINE_ERRORS.includes(thrown.name)) return null
  const meaning = meaningOf(thrown.message)
  if (meaning === null) return null
  const said = thrownInWords(evidence).replace(/\.$/, '')
  return `${evidence.name} threw ${said}. ${meaning}${rest === null ? '' : ` ${rest}`}`
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (value instanceof Uint8Array) return 'a Uint8Array'
  if (Array.isArray(value)) return 'an array'
  if (value === undefined) return 'undefined'
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}
