/** What people get wrong when they read base64url, recognised by what comes back for which text. */
import {
  type Evidence,
  equal,
  fromBase64url,
  type KnownMistake,
  mistakesIn,
  ordinal,
  show,
  toBase64url,
  toHex,
  utf8,
  type Words,
} from '../../../src/grader/kit/index.ts'
import { ALPHABET, OTHER_ALPHABETS, swapped } from '../shared/base64url.ts'

const isForeign = (character: string): boolean => !ALPHABET.includes(character)

/** The text that decode was called with. */
function inputOf(evidence: Evidence): string | null {
  const [input] = evidence.args
  return evidence.name === 'decode' && typeof input === 'string' ? input : null
}

// ---- Texts that were accepted, and must be refused ----

/** A string that was accepted though something is wrong with it, and the bytes that were returned for it. */
function acceptedOf(evidence: Evidence): { input: string; bytes: Uint8Array } | null {
  const input = inputOf(evidence)
  const { bytes, expected, result } = evidence
  const wasAccepted = expected.kind === 'refusal' && result.outcome.kind === 'value'
  return input === null || bytes === null || !wasAccepted ? null : { input, bytes }
}

const only = (input: string, foreign: RegExp): boolean => {
  const characters = [...input].filter(isForeign)
  return characters.length > 0 && characters.every(character => foreign.test(character))
}

/** The first character that is not in the alphabet, with its code point, as many look like one that is. */
export function stranger(input: string): string {
  const character = [...input].find(isForeign) ?? ''
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return `${show(character)} (U+${code})`
}

/** What is read when each character outside of the alphabet counts as this one. */
const readStrangersAs = (input: string, character: string): Uint8Array =>
  fromBase64url([...input].map(one => (isForeign(one) ? character : one)).join(''))

function unescaped(input: string): string {
  try {
    return decodeURIComponent(input)
  } catch {
    return input
  }
}

/** The text that says the same bytes as a text with unused bits. */
function canonical(input: string): string {
  return toBase64url(fromBase64url(input))
}

const hasStranger = (input: string): boolean => [...input].some(isForeign)
const hasUnusedBits = (input: string): boolean => !isForeign(input.slice(-1)) && canonical(input) !== input

const acceptances = mistakesIn(
  acceptedOf,
  {
    'taken-for-earlier': ({ input }) => input.startsWith('dBjftJeZ') && hasUnusedBits(input),
    'checked-in-part': ({ input }) =>
      input.length > 40 &&
      hasStranger(input) && {
        length: String(input.length),
        stranger: stranger(input),
        place: ordinal([...input].findIndex(isForeign)),
      },
    'padding-accepted': ({ input }) => only(input, /^=$/),
    'standard-alphabet-accepted': ({ input }) => only(input, /^[+/]$/),
    'blanks-accepted': ({ input }) => only(input, /^[ \t\n\v\f\r]$/),
    'cut-at-foreign': ({ input, bytes }) =>
      /[^\w-]+[\w-]+$/.test(input) && equal(bytes, fromBase64url(/^[\w-]*/.exec(input)?.[0] ?? '')),
    'characters-ignored': ({ input, bytes }) =>
      hasStranger(input) && equal(bytes, fromBase64url(input.replace(/[^\w-]/g, ''))),
    'percent-decoded': ({ input, bytes }) =>
      unescaped(input) !== input && equal(bytes, fromBase64url(unescaped(input))),
    // Further up in Unicode it may as well be one that looks like "_" or "A".
    'foreign-accepted': ({ input, bytes }) =>
      hasStranger(input) &&
      [...input].every(character => character <= '\u007f') &&
      ['_', 'A'].some(character => equal(bytes, readStrangersAs(input, character))),
    'foreign-accepted/2': ({ input }) => hasStranger(input),
    'single-character-accepted': ({ input }) =>
      input.length % 4 === 1 && { length: `${input.length} character${input.length === 1 ? '' : 's'}` },
    'trailing-bits-accepted': ({ input }) =>
      hasUnusedBits(input) && { received: show(input), canonical: show(canonical(input)) },
  },
  ({ input }) => ({ stranger: stranger(input) }),
)

const returnedInsteadOfThrown = (id: string, types: string[]): KnownMistake => ({
  id,
  matches: evidence => {
    const { outcome } = evidence.result
    const isRefusal = inputOf(evidence) !== null && evidence.expected.kind === 'refusal'
    return isRefusal && outcome.kind === 'value' && types.includes(outcome.value.type)
  },
})

const returnedRefusals = [
  returnedInsteadOfThrown('error-returned', ['error']),
  returnedInsteadOfThrown('refused-by-value', ['null', 'undefined', 'boolean', 'number']),
]

// ---- Texts that were refused, and must be accepted ----

function refusedOf(evidence: Evidence): string | null {
  const { expected, thrown } = evidence
  return expected.kind === 'value' && (thrown?.code ?? null) !== null ? inputOf(evidence) : null
}

const wronglyRefused: KnownMistake[] = mistakesIn(refusedOf, { 'empty-refused': input => input === '' })

// ---- Wrong bytes ----

type Decoding = { input: string; right: Uint8Array; bytes: Uint8Array }

function decodingOf(evidence: Evidence): Decoding | null {
  const input = inputOf(evidence)
  const { bytes, expected } = evidence
  if (input === null || bytes === null || expected.kind !== 'value') return null
  return expected.value instanceof Uint8Array ? { input, right: expected.value, bytes } : null
}

const startsWith = (whole: Uint8Array, start: Uint8Array): boolean =>
  whole.length >= start.length && start.every((byte, index) => whole[index] === byte)

/** What comes out when the characters are looked up in another alphabet. */
const readWith = (input: string, alphabet: string): Uint8Array =>
  fromBase64url([...input].map(character => ALPHABET[alphabet.indexOf(character)]).join(''))

function reversedGroups(right: Uint8Array): Uint8Array {
  const groups = Array.from({ length: Math.ceil(right.length / 3) }, (_, index) =>
    [...right.slice(index * 3, index * 3 + 3)].reverse(),
  )
  return Uint8Array.from(groups.flat())
}

/** The bits of all values as digits, each without its leading zeros, cut into eights. */
function unfilledBits(input: string): Uint8Array[] {
  const digits = [...input].map(character => ALPHABET.indexOf(character).toString(2)).join('')
  return [/.{8}/g, /.{1,8}/g].map(eights =>
    Uint8Array.from(digits.match(eights) ?? [], eight => Number.parseInt(eight, 2)),
  )
}

/** The bytes when the last group, shorter than four characters, is taken from the low end of its number. */
function unshiftedTail(input: string): Uint8Array {
  const whole = input.length - (input.length % 4)
  const number = [...input.slice(whole)].reduce((all, one) => (all << 6) | ALPHABET.indexOf(one), 0)
  const tail = input.length % 4 === 3 ? [number >> 8, number] : [number]
  return Uint8Array.from([...fromBase64url(input.slice(0, whole)), ...tail])
}

const firstWrong = ({ bytes, right }: Decoding): number =>
  right.findIndex((byte, index) => byte !== bytes[index])

/** The first byte that is wrong, and its bits. */
function firstWrongByte(decoding: Decoding): Words {
  const at = firstWrong(decoding)
  const bits = (value: number | undefined): string => (value ?? 0).toString(2).padStart(8, '0')
  return { at: ordinal(at), yours: bits(decoding.bytes[at]), right: bits(decoding.right[at]) }
}

const wrongBytes: KnownMistake[] = mistakesIn(decodingOf, {
  'decode-dash-underscore-swapped': ({ input, bytes }) =>
    swapped(input) !== input && equal(bytes, fromBase64url(swapped(input))),
  'decode-wrong-alphabet': ({ input, bytes }) =>
    OTHER_ALPHABETS.some(alphabet => equal(bytes, readWith(input, alphabet))),
  'text-not-decoded': ({ input, bytes }) => input !== '' && equal(bytes, utf8(input)),
  'values-not-joined': ({ input, bytes }) =>
    input !== '' &&
    equal(
      bytes,
      Uint8Array.from(input, character => ALPHABET.indexOf(character)),
    ),
  'bits-not-filled-up': ({ input, bytes }) => unfilledBits(input).some(wrong => equal(bytes, wrong)),
  'bytes-through-text': ({ bytes, right }) =>
    [Buffer.from(right).toString('utf8'), Buffer.from(right).toString('latin1')].some(text =>
      equal(bytes, utf8(text)),
    ),
  'decode-cut': ({ bytes, right }) =>
    right.length > 80 &&
    bytes.length < right.length &&
    startsWith(right, bytes) && { bytes: String(bytes.length), right: String(right.length) },
  'decode-tail-not-shifted': ({ input, bytes }) => input.length % 4 > 1 && equal(bytes, unshiftedTail(input)),
  'missing-characters-minus-one': ({ input, bytes, right }) => {
    const whole = Math.floor(input.length / 4) * 3
    const tail = bytes.slice(whole)
    return (
      input.length % 4 > 1 &&
      equal(bytes.slice(0, whole), right.slice(0, whole)) &&
      tail.length > 0 &&
      tail.every(byte => byte === 0xff) &&
      !right.slice(whole).every(byte => byte === 0xff)
    )
  },
  'zero-bytes-appended': ({ bytes, right }) =>
    bytes.length > right.length &&
    startsWith(bytes, right) &&
    bytes.slice(right.length).every(byte => byte === 0),
  'bytes-appended': ({ bytes, right }) => bytes.length > right.length && startsWith(bytes, right),
  'decode-first-group-only': ({ bytes, right }) => right.length > 3 && equal(bytes, right.slice(0, 3)),
  'decode-tail-dropped': ({ bytes, right }) =>
    right.length % 3 !== 0 && equal(bytes, right.slice(0, right.length - (right.length % 3))),
  'last-byte-missing': ({ bytes, right }) =>
    right.length > 0 && right.at(-1) !== 0 && equal(bytes, right.slice(0, -1)),
  'decode-byte-order': ({ bytes, right }) =>
    right.length > 1 && (equal(bytes, reversedGroups(right)) || equal(bytes, right.toReversed())),
  'zeros-lost': ({ bytes, right }) => {
    const withoutZeros = (all: Uint8Array): string => toHex(all).replace(/^(?:00)+|(?:00)+$/g, '')
    return bytes.length < right.length && withoutZeros(bytes) === withoutZeros(right)
  },
})

const lastResort = mistakesIn(decodingOf, {
  'decode-wrong-length': ({ input, bytes, right }) =>
    bytes.length !== right.length && {
      returned: `${bytes.length} byte${bytes.length === 1 ? '' : 's'}`,
      length: String(input.length),
      right: String(right.length),
    },
  'decode-bits-pile-up': decoding => firstWrong(decoding) > 3 && { place: ordinal(firstWrong(decoding)) },
  'decode-wrong-bits': firstWrongByte,
})

const wrongTypes: KnownMistake[] = [
  {
    id: 'text-returned',
    matches: evidence =>
      evidence.text !== null && inputOf(evidence) !== null && evidence.expected.kind === 'value',
  },
  {
    id: 'array-returned',
    matches: ({ value, expected }) => Array.isArray(value) && expected.kind === 'value',
  },
]

export const mistakes: KnownMistake[] = [
  ...acceptances,
  ...returnedRefusals,
  ...wronglyRefused,
  ...wrongTypes,
  ...wrongBytes,
  ...lastResort,
]

/** Whether wrong bytes show by themselves what went wrong. */
export function isRecognised({ input, bytes, right }: Decoding): boolean {
  const expected = { kind: 'value', value: right } as const
  const evidence = { name: 'decode', args: [input], bytes, expected } as unknown as Evidence
  return wrongBytes.some(mistake => mistake.matches(evidence) !== false)
}
