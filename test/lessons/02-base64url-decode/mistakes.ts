/** What people get wrong when they read base64url, recognised by what comes back for which text. */
import {
  type Evidence,
  equal,
  fromBase64url,
  type KnownMistake,
  show,
  toBase64url,
  toHex,
  utf8,
  type Words,
} from '../../../src/grader/kit/index.ts'
import { ALPHABET } from './causes.ts'

const isForeign = (character: string): boolean => !ALPHABET.includes(character)

/** The text that decode was called with. */
function inputOf(evidence: Evidence): string | null {
  const [input] = evidence.args
  return evidence.name === 'decode' && typeof input === 'string' ? input : null
}

// ---- Texts that were accepted, and must be refused ----

function wasAccepted(evidence: Evidence): boolean {
  return evidence.expected.kind === 'refusal' && evidence.result.outcome.kind === 'value'
}

/** A string that was accepted though something is wrong with it. */
const accepted = (
  id: string,
  isFaulty: (input: string, bytes: Uint8Array) => boolean,
  words: (input: string) => Words = () => ({}),
): KnownMistake => ({
  id,
  matches: evidence => {
    const input = inputOf(evidence)
    if (input === null || evidence.bytes === null || !wasAccepted(evidence)) return false
    return isFaulty(input, evidence.bytes) && words(input)
  },
})

const only = (input: string, foreign: RegExp): boolean => {
  const characters = [...input].filter(isForeign)
  return characters.length > 0 && characters.every(character => foreign.test(character))
}

/** The first character that is not in the alphabet, with its code point, as many look like one that is. */
function stranger(input: string): string {
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

const checkedInPart = accepted(
  'checked-in-part',
  input => input.length > 40 && [...input].some(isForeign),
  input => ({
    input: String(input.length),
    inputb: String(stranger(input)),
    isForeign: String([...input].findIndex(isForeign)),
  }),
)

const takenForEarlier = accepted(
  'taken-for-earlier',
  input => input.startsWith('dBjftJeZ') && !isForeign(input.slice(-1)) && canonical(input) !== input,
)

const acceptances: KnownMistake[] = [
  takenForEarlier,
  checkedInPart,
  accepted('padding-accepted', input => only(input, /^=$/)),
  accepted('standard-alphabet-accepted', input => only(input, /^[+/]$/)),
  accepted(
    'blanks-accepted',
    input => only(input, /^\s$|^\u0085$/u),
    input => ({ stranger: stranger(input) }),
  ),
  accepted(
    'cut-at-foreign',
    (input, bytes) =>
      [...input].some(isForeign) &&
      /[^\w-]+[\w-]+$/.test(input) &&
      equal(bytes, fromBase64url(/^[\w-]*/.exec(input)?.[0] ?? '')),
    input => ({ stranger: stranger(input) }),
  ),
  accepted(
    'characters-ignored',
    (input, bytes) => [...input].some(isForeign) && equal(bytes, fromBase64url(input.replace(/[^\w-]/g, ''))),
    input => ({ stranger: stranger(input) }),
  ),
  accepted(
    'percent-decoded',
    (input, bytes) => unescaped(input) !== input && equal(bytes, fromBase64url(unescaped(input))),
  ),
  accepted(
    'foreign-accepted', // Further up in Unicode it may as well be one that looks like "_" or "A".
    (input, bytes) =>
      [...input].some(isForeign) &&
      [...input].every(character => character <= '\u007f') &&
      [readStrangersAs(input, '_'), readStrangersAs(input, 'A')].some(read => equal(bytes, read)),
    input => ({ stranger: stranger(input) }),
  ),
  accepted(
    'foreign-accepted/2',
    input => [...input].some(isForeign),
    input => ({ stranger: stranger(input) }),
  ),
  accepted(
    'single-character-accepted',
    input => input.length % 4 === 1,
    input => ({ input: String(input.length), inputb: String(input.length === 1 ? '' : 's') }),
  ),
  accepted(
    'trailing-bits-accepted',
    input => !isForeign(input.slice(-1)) && canonical(input) !== input,
    input => ({ input: String(show(input)), inputb: String(show(canonical(input))) }),
  ),
]

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

const refused = (id: string, isMeant: (input: string) => boolean): KnownMistake => ({
  id,
  matches: evidence => {
    const input = inputOf(evidence)
    const { expected, thrown } = evidence
    return input !== null && expected.kind === 'value' && (thrown?.code ?? null) !== null && isMeant(input)
  },
})

const wronglyRefused: KnownMistake[] = [
  refused('empty-refused', input => input === ''),
  refused('padding-demanded', input => input.length % 4 !== 0 && !/[-_]/.test(input)),
  refused('url-characters-refused', input => /[-_]/.test(input)),
]

// ---- Wrong bytes ----

type Decoding = { input: string; right: Uint8Array; bytes: Uint8Array }

function decodingOf(evidence: Evidence): Decoding | null {
  const input = inputOf(evidence)
  const { bytes, expected } = evidence
  if (input === null || bytes === null || expected.kind !== 'value') return null
  return expected.value instanceof Uint8Array ? { input, right: expected.value, bytes } : null
}

const fromBytes = (
  id: string,
  matches: (decoding: Decoding) => boolean,
  words: (decoding: Decoding) => Words = () => ({}),
): KnownMistake => ({
  id,
  matches: evidence => {
    const decoding = decodingOf(evidence)
    return decoding !== null && matches(decoding) && words(decoding)
  },
})

const startsWith = (whole: Uint8Array, start: Uint8Array): boolean =>
  whole.length >= start.length && start.every((byte, index) => whole[index] === byte)

/** What comes out when the characters are looked up in another alphabet. */
const readWith = (input: string, alphabet: string): Uint8Array =>
  fromBase64url([...input].map(character => ALPHABET[alphabet.indexOf(character)]).join(''))

const OTHER_ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_',
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz-_',
]

const swapped = (input: string): string =>
  input.replace(/[-_]/g, character => (character === '-' ? '_' : '-'))

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
  return { at: String(at), yours: bits(decoding.bytes[at]), right: bits(decoding.right[at]) }
}

const wrongBytes: KnownMistake[] = [
  fromBytes(
    'decode-dash-underscore-swapped',
    ({ input, bytes }) => swapped(input) !== input && equal(bytes, fromBase64url(swapped(input))),
  ),
  fromBytes('decode-wrong-alphabet', ({ input, bytes }) =>
    OTHER_ALPHABETS.some(alphabet => equal(bytes, readWith(input, alphabet))),
  ),
  fromBytes('text-not-decoded', ({ input, bytes }) => input !== '' && equal(bytes, utf8(input))),
  fromBytes(
    'values-not-joined',
    ({ input, bytes }) =>
      input !== '' &&
      equal(
        bytes,
        Uint8Array.from(input, character => ALPHABET.indexOf(character)),
      ),
  ),
  fromBytes('bits-not-filled-up', ({ input, bytes }) =>
    unfilledBits(input).some(wrong => equal(bytes, wrong)),
  ),
  fromBytes('bytes-through-text', ({ bytes, right }) =>
    [Buffer.from(right).toString('utf8'), Buffer.from(right).toString('latin1')].some(text =>
      equal(bytes, utf8(text)),
    ),
  ),
  fromBytes(
    'decode-cut',
    ({ bytes, right }) => right.length > 80 && bytes.length < right.length && startsWith(right, bytes),
    ({ bytes, right }) => ({ bytes: String(bytes.length), right: String(right.length) }),
  ),
  fromBytes(
    'decode-tail-not-shifted',
    ({ input, bytes }) => input.length % 4 > 1 && equal(bytes, unshiftedTail(input)),
  ),
  fromBytes('missing-characters-minus-one', ({ input, bytes, right }) => {
    const whole = Math.floor(input.length / 4) * 3
    const tail = bytes.slice(whole)
    return (
      input.length % 4 > 1 &&
      equal(bytes.slice(0, whole), right.slice(0, whole)) &&
      tail.length > 0 &&
      tail.every(byte => byte === 0xff) &&
      !right.slice(whole).every(byte => byte === 0xff)
    )
  }),
  fromBytes(
    'zero-bytes-appended',
    ({ bytes, right }) =>
      bytes.length > right.length &&
      startsWith(bytes, right) &&
      bytes.slice(right.length).every(byte => byte === 0),
  ),
  fromBytes('bytes-appended', ({ bytes, right }) => bytes.length > right.length && startsWith(bytes, right)),
  fromBytes(
    'decode-first-group-only',
    ({ bytes, right }) => right.length > 3 && equal(bytes, right.slice(0, 3)),
  ),
  fromBytes(
    'decode-tail-dropped',
    ({ bytes, right }) =>
      right.length % 3 !== 0 && equal(bytes, right.slice(0, right.length - (right.length % 3))),
  ),
  fromBytes(
    'last-byte-missing',
    ({ bytes, right }) => right.length > 0 && right.at(-1) !== 0 && equal(bytes, right.slice(0, -1)),
  ),
  fromBytes(
    'decode-byte-order',
    ({ bytes, right }) =>
      right.length > 1 && (equal(bytes, reversedGroups(right)) || equal(bytes, right.toReversed())),
  ),
  fromBytes('zeros-lost', ({ bytes, right }) => {
    const withoutZeros = (all: Uint8Array): string => toHex(all).replace(/^(?:00)+|(?:00)+$/g, '')
    return bytes.length < right.length && withoutZeros(bytes) === withoutZeros(right)
  }),
]

const lastResort: KnownMistake[] = [
  fromBytes(
    'decode-wrong-length',
    ({ bytes, right }) => bytes.length !== right.length,
    ({ input, bytes, right }) => ({
      bytes: String(bytes.length),
      bytesb: String(bytes.length === 1 ? '' : 's'),
      input: String(input.length),
      right: String(right.length),
    }),
  ),
  fromBytes(
    'decode-bits-pile-up',
    decoding => decoding.bytes.length === decoding.right.length && firstWrong(decoding) > 3,
    decoding => ({ decoding: String(firstWrong(decoding)) }),
  ),
  fromBytes('decode-wrong-bits', () => true, firstWrongByte),
]

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
  const evidence = {
    name: 'decode',
    args: [input],
    bytes,
    expected: { kind: 'value', value: right },
  } as unknown
  return wrongBytes.some(mistake => mistake.matches(evidence as Evidence) !== false)
}
