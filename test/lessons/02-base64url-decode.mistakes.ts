/** What people get wrong when they read base64url, recognised by what comes back for which text. */
import {
  type LegacyEvidence as Evidence,
  equal,
  fromBase64url,
  type LegacyMistake as KnownMistake,
  show,
  toBase64url,
  toHex,
  utf8,
} from '../../src/grader/kit/index.ts'
import { ALPHABET } from './02-base64url-decode.causes.ts'

/** The test in which right texts come after wrong ones. */
export const AFTER_WRONG = 'right texts are still accepted after wrong ones'
/** The test in which a right text comes before wrong ones that are nearly the same. */
export const SIGNATURE = 'the signature of RFC 7515 Appendix A.1 has one text only'
/** The test with strangers anywhere in longer texts. */
export const LONGER = 'any place of a longer text'

const isForeign = (character: string): boolean => !ALPHABET.includes(character)

/** The text that decode was called with. */
function inputOf(evidence: Evidence): string | null {
  const [input] = evidence.args
  return evidence.name === 'decode' && typeof input === 'string' ? input : null
}

// ---- Texts that were accepted, and must be refused ----

function wasAccepted(evidence: Evidence): boolean {
  return evidence.expected.kind === 'refusal' && evidence.seen.outcome.kind === 'value'
}

/** A text that was accepted though something is wrong with it. */
function accepted(
  id: string,
  reference: string | null,
  message: string | ((input: string, evidence: Evidence) => string),
  isFaulty: (input: string, bytes: Uint8Array) => boolean,
): KnownMistake {
  return {
    id,
    reference,
    matches: evidence => {
      const input = inputOf(evidence)
      return (
        input !== null && evidence.bytes !== null && wasAccepted(evidence) && isFaulty(input, evidence.bytes)
      )
    },
    message: evidence => (typeof message === 'string' ? message : message(inputOf(evidence) ?? '', evidence)),
  }
}

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
  'RFC 4648 §3.3',
  input =>
    `A text of ${input.length} characters was accepted, with ${stranger(input)} at place ${[...input].findIndex(isForeign)}. In short texts you refuse it. So only a part of a text is checked, or only some texts are: look at each character, up to the last.`,
  input => [...input].some(isForeign),
)

const takenForEarlier = accepted(
  'taken-for-earlier',
  'RFC 4648 §3.5',
  'A text was accepted whose unused bits are not zero, after the right text had been read. In other texts you refuse such bits. So your code remembers texts and finds one again by its beginning, its length or its bytes. Do not keep anything between calls.',
  input => !isForeign(input.slice(-1)) && canonical(input) !== input,
)

const acceptances: KnownMistake[] = [
  {
    ...takenForEarlier,
    matches: evidence => evidence.test === SIGNATURE && takenForEarlier.matches(evidence),
  },
  { ...checkedInPart, matches: evidence => evidence.test === LONGER && checkedInPart.matches(evidence) },
  accepted(
    'padding-accepted',
    'RFC 7515 §2',
    'A text with `=` was accepted. JWTs have no padding. If you take it off before reading, "Zg" and "Zg==" are two texts for the same byte, and a token could be written in several ways.',
    input => only(input, /^=$/),
  ),
  accepted(
    'standard-alphabet-accepted',
    'RFC 4648 §5',
    'A text with `+` or `/` was accepted. These are base64; base64url has `-` and `_` in their place. If both are read, each token can be written in several ways. Your alphabet holds 64 characters, not 66.',
    input => only(input, /^[+/]$/),
  ),
  accepted(
    'blanks-accepted',
    'RFC 4648 §3.3',
    input =>
      `A text with the blank ${stranger(input)} was accepted. Whoever trims or skips them reads more than one text as the same bytes. Refuse every character that is not in the alphabet, also at the beginning and the end. (Is there a regular expression? \`$\` with the flag \`m\` stops before a line break.)`,
    input => only(input, /^\s$|^\u0085$/u),
  ),
  accepted(
    'cut-at-foreign',
    'RFC 4648 §3.3',
    input =>
      `Reading stopped at the character ${stranger(input)}, and what came before it was returned. Whatever follows could be changed without anyone seeing it. Refuse the whole text.`,
    (input, bytes) =>
      [...input].some(isForeign) &&
      /[^\w-]+[\w-]+$/.test(input) &&
      equal(bytes, fromBase64url(/^[\w-]*/.exec(input)?.[0] ?? '')),
  ),
  accepted(
    'characters-ignored',
    'RFC 4648 §3.3',
    input =>
      `The character ${stranger(input)} was passed over, and the rest was read. A decoder that skips what it does not know hides changes to a token, and lets two checks read the same text in two ways. Refuse the text as soon as a character is not in the alphabet.`,
    (input, bytes) => [...input].some(isForeign) && equal(bytes, fromBase64url(input.replace(/[^\w-]/g, ''))),
  ),
  accepted(
    'percent-decoded',
    'RFC 4648 §3.3',
    'A text with `%` was accepted: it was unescaped (`decodeURIComponent`) before it was read. Then "-" and "%2D" are two texts for the same bits. Whoever takes a token out of a URL unescapes it; `decode` gets the token itself.',
    (input, bytes) => unescaped(input) !== input && equal(bytes, fromBase64url(unescaped(input))),
  ),
  accepted(
    'foreign-accepted',
    'RFC 4648 §3.3',
    input =>
      `A text with the character ${stranger(input)} was accepted. \`indexOf\` says -1, and a table says undefined, for a character that is not in the alphabet; and -1 is a row of one-bits when it is shifted. Look at the value before you use it.`,
    // Further up in Unicode it may as well be one that looks like "_" or "A".
    (input, bytes) =>
      [...input].some(isForeign) &&
      [...input].every(character => character <= '\u007f') &&
      [readStrangersAs(input, '_'), readStrangersAs(input, 'A')].some(read => equal(bytes, read)),
  ),
  accepted(
    'foreign-accepted',
    'RFC 4648 §3.3',
    input =>
      `A text with the character ${stranger(input)} was accepted. Only the 64 characters themselves count, nothing that looks like one, has the same low bits in its code, or becomes one in another case or normal form. In a table, such a character gives undefined, and \`indexOf\` says -1: look at the value before you use it. In a pattern, write \`[A-Za-z0-9_-]\` in full, with \`^\` and \`$\` and without the flags \`i\`, \`m\` and \`g\`; no \`\\p{L}\`, no \`A-z\`.`,
    input => [...input].some(isForeign),
  ),
  accepted(
    'single-character-accepted',
    'RFC 4648 §4',
    input =>
      `A text of ${input.length} character${input.length === 1 ? '' : 's'} was accepted. Four characters at a time, one is left over: it holds six bits, and a byte needs eight. No bytes give such a text, so it is cut off or made up. Refuse it when the length divided by four leaves one.`,
    input => input.length % 4 === 1,
  ),
  accepted(
    'trailing-bits-accepted',
    'RFC 4648 §3.5',
    input =>
      `${show(input)} was accepted; the same bytes are written ${show(canonical(input))}. The last character has bits that belong to no byte, and an encoder writes them as zeros. If they may be anything, there are several texts for one token, and a list of revoked tokens is passed by with another last character. Refuse the text unless these bits are zero.`,
    input => !isForeign(input.slice(-1)) && canonical(input) !== input,
  ),
]

const returnedInPlaceOfThrown = (id: string, message: string, types: string[]): KnownMistake => ({
  id,
  reference: null,
  message,
  matches: evidence => {
    const { outcome } = evidence.seen
    return (
      inputOf(evidence) !== null &&
      evidence.expected.kind === 'refusal' &&
      outcome.kind === 'value' &&
      types.includes(outcome.value.type)
    )
  },
})

const returnedRefusals: KnownMistake[] = [
  returnedInPlaceOfThrown(
    'error-returned',
    'An error came back as a value. `return new JwtError(...)` makes one and hands it over as if it were bytes; `throw` ends the function and tells the caller.',
    ['error'],
  ),
  returnedInPlaceOfThrown(
    'refused-by-value',
    'For a wrong text a value came back that is no bytes (null, undefined, false or the like). A caller who forgets to look at it goes on with a text that nobody could read. Throw a JwtError with the code "malformed"; nobody can overlook that.',
    ['null', 'undefined', 'boolean', 'number'],
  ),
]

// ---- Texts that were refused, and must be accepted ----

function refused(id: string, message: string, isMeant: (input: string) => boolean): KnownMistake {
  return {
    id,
    reference: null,
    message,
    matches: evidence => {
      const input = inputOf(evidence)
      const { expected, thrown } = evidence
      const wasRefused = expected.kind === 'value' && thrown !== null && thrown.jwtCode !== null
      return input !== null && wasRefused && isMeant(input)
    },
  }
}

const refusedAfterWrong: KnownMistake = {
  id: 'state-after-refusal',
  reference: null,
  message:
    'A right text got a wrong answer after a wrong text was refused; without that it was read well. Bits, an index or a flag of the refused text were left behind in a variable outside of the function. `throw` ends the function at once, so nothing after it tidies up: declare such variables inside.',
  matches: evidence =>
    evidence.test === AFTER_WRONG && inputOf(evidence) !== null && evidence.expected.kind === 'value',
}

const wronglyRefused: KnownMistake[] = [
  refusedAfterWrong,
  refused(
    'empty-refused',
    'The empty text was refused. It is right: it stands for no bytes. A regular expression needs `*` in place of `+` to allow it.',
    input => input === '',
  ),
  refused(
    'padding-demanded',
    'A right text was refused because its length is no multiple of four. JWTs have no padding: two characters at the end stand for one byte, three for two bytes.',
    input => input.length % 4 !== 0 && !/[-_]/.test(input),
  ),
  refused(
    'url-characters-refused',
    'A text with `-` or `_` was refused. In base64url, `-` is the character of value 62 and `_` that of value 63.',
    input => /[-_]/.test(input),
  ),
]

// ---- Wrong bytes ----

type Decoding = { input: string; right: Uint8Array; bytes: Uint8Array }

function decodingOf(evidence: Evidence): Decoding | null {
  const input = inputOf(evidence)
  const { bytes, expected } = evidence
  if (input === null || bytes === null || expected.kind !== 'value') return null
  return expected.value instanceof Uint8Array ? { input, right: expected.value, bytes } : null
}

function fromBytes(
  id: string,
  message: string | ((decoding: Decoding) => string),
  matches: (decoding: Decoding) => boolean,
  reference: string | null = 'RFC 4648 §4',
): KnownMistake {
  return {
    id,
    reference,
    matches: evidence => {
      const decoding = decodingOf(evidence)
      return decoding !== null && matches(decoding)
    },
    message: evidence => {
      const decoding = decodingOf(evidence)
      return typeof message === 'string' || decoding === null ? String(message) : message(decoding)
    },
  }
}

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

/** The first byte that is wrong, in words. */
function firstWrongByte(decoding: Decoding): string {
  const { bytes, right } = decoding
  const at = firstWrong(decoding)
  const bits = (value: number | undefined): string => (value ?? 0).toString(2).padStart(8, '0')
  return `Byte ${at} is wrong: yours has the bits ${bits(bytes[at])}, right is ${bits(right[at])}. Write the six bits of each character one after another, cut them into eights from the left, and compare with what your shifts and masks pick.`
}

const wrongBytes: KnownMistake[] = [
  fromBytes(
    'decode-dash-underscore-swapped',
    'Your `-` and `_` are the wrong way round: `-` has the value 62, `_` has 63.',
    ({ input, bytes }) => swapped(input) !== input && equal(bytes, fromBase64url(swapped(input))),
    'RFC 4648 §5',
  ),
  fromBytes(
    'decode-wrong-alphabet',
    'Your characters are looked up in another order. A-Z are 0 to 25, a-z are 26 to 51, 0-9 are 52 to 61, `-` is 62, `_` is 63.',
    ({ input, bytes }) => OTHER_ALPHABETS.some(alphabet => equal(bytes, readWith(input, alphabet))),
    'RFC 4648 §5',
  ),
  fromBytes(
    'text-not-decoded',
    'The bytes that came back are the character codes of the text itself. Look each character up in the alphabet, and join the six-bit values.',
    ({ input, bytes }) => input !== '' && equal(bytes, utf8(input)),
  ),
  fromBytes(
    'values-not-joined',
    'The bytes that came back are the values of the characters, one each. A value has six bits: four of them are joined to 24 bits, and cut into three bytes.',
    ({ input, bytes }) =>
      input !== '' &&
      equal(
        bytes,
        Uint8Array.from(input, character => ALPHABET.indexOf(character)),
      ),
  ),
  fromBytes(
    'bits-not-filled-up',
    'The bits of a value were written without their leading zeros: `(5).toString(2)` is "101", three digits. Each character has six: `value.toString(2).padStart(6, "0")`.',
    ({ input, bytes }) => unfilledBits(input).some(wrong => equal(bytes, wrong)),
  ),
  fromBytes(
    'bytes-through-text',
    'The bytes were turned into a text and back on their way. Bytes need not be text: what is not UTF-8 becomes U+FFFD, and a byte over 7f becomes two. Put the numbers into a Uint8Array as they are.',
    ({ bytes, right }) =>
      [Buffer.from(right).toString('utf8'), Buffer.from(right).toString('latin1')].some(text =>
        equal(bytes, utf8(text)),
      ),
    'RFC 4648 §3.1',
  ),
  fromBytes(
    'decode-cut',
    ({ bytes, right }) =>
      `Only the first ${bytes.length} of ${right.length} bytes came back, and shorter texts were right. Is there a limit, or a counter that begins again at 0? A number of 16 bits goes up to 65,535.`,
    ({ bytes, right }) => right.length > 80 && bytes.length < right.length && startsWith(right, bytes),
  ),
  fromBytes(
    'decode-tail-not-shifted',
    'The last bytes are wrong: they were cut out at the wrong place. Of two characters (12 bits) the first eight are the byte, of three (18 bits) the first sixteen. The unused bits stand at the right end: shift them out, `bits >> 4` or `bits >> 2`.',
    ({ input, bytes }) => input.length % 4 > 1 && equal(bytes, unshiftedTail(input)),
  ),
  fromBytes(
    'missing-characters-minus-one',
    'The bytes of the last, short group are ff: all bits are ones. A character that is not there has no place in the alphabet, and `indexOf` says -1 of it, which is ones all over. A text may end with two or three characters: join only what is there, and write one or two bytes.',
    ({ input, bytes, right }) => {
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
  ),
  fromBytes(
    'zero-bytes-appended',
    'After the right bytes come zero bytes. A text without padding has no place for them: two characters give one byte, three give two. Size the array by the number of characters: `Math.floor(text.length * 6 / 8)`.',
    ({ bytes, right }) =>
      bytes.length > right.length &&
      startsWith(bytes, right) &&
      bytes.slice(right.length).every(byte => byte === 0),
  ),
  fromBytes(
    'bytes-appended',
    'After the right bytes comes one more. The bits that are left over at the end belong to no byte: leave them out.',
    ({ bytes, right }) => bytes.length > right.length && startsWith(bytes, right),
  ),
  fromBytes(
    'decode-first-group-only',
    'Only the first four characters were read. Go on with the next four until there are none.',
    ({ bytes, right }) => right.length > 3 && equal(bytes, right.slice(0, 3)),
  ),
  fromBytes(
    'decode-tail-dropped',
    'The last bytes are missing. The length need not be a multiple of four: two characters left over give one byte, three give two bytes.',
    ({ bytes, right }) =>
      right.length % 3 !== 0 && equal(bytes, right.slice(0, right.length - (right.length % 3))),
  ),
  fromBytes(
    'last-byte-missing',
    'The last byte is missing. It is full as soon as its eight bits are there, at the last character too.',
    ({ bytes, right }) => right.length > 0 && right.at(-1) !== 0 && equal(bytes, right.slice(0, -1)),
  ),
  fromBytes(
    'decode-byte-order',
    'The order is turned round. The first character holds the highest six bits of a group, and the highest eight bits are the first byte.',
    ({ bytes, right }) =>
      right.length > 1 && (equal(bytes, reversedGroups(right)) || equal(bytes, right.toReversed())),
  ),
  fromBytes(
    'zeros-lost',
    'Zero bytes got lost. Every byte counts, also a zero at the beginning or the end: how many bytes there are follows from the number of characters.',
    ({ bytes, right }) => {
      const withoutZeros = (all: Uint8Array): string => toHex(all).replace(/^(?:00)+|(?:00)+$/g, '')
      return bytes.length < right.length && withoutZeros(bytes) === withoutZeros(right)
    },
  ),
]

const lastResort: KnownMistake[] = [
  fromBytes(
    'decode-wrong-length',
    ({ input, bytes, right }) =>
      `${bytes.length} byte${bytes.length === 1 ? '' : 's'} came back; ${input.length} characters give ${right.length}. Each character has six bits, and every eight bits make a byte.`,
    ({ bytes, right }) => bytes.length !== right.length,
  ),
  fromBytes(
    'decode-bits-pile-up',
    decoding =>
      `The bytes begin well and go wrong at byte ${firstWrong(decoding)}. If you collect bits in one number, it gets too large: no number is exact beyond 53 bits. Keep only the bits that are not used yet: \`bits & ((1 << count) - 1)\`.`,
    decoding => decoding.bytes.length === decoding.right.length && firstWrong(decoding) > 3,
  ),
  fromBytes('decode-wrong-bits', firstWrongByte, () => true),
]

const wrongTypes: KnownMistake[] = [
  {
    id: 'text-returned',
    reference: null,
    message:
      'A text came back; bytes are asked for, as a Uint8Array. What a token holds need not be text: a signature is 32 bytes of any value, and turning them into text damages them.',
    matches: evidence =>
      evidence.text !== null && inputOf(evidence) !== null && evidence.expected.kind === 'value',
  },
  {
    id: 'array-returned',
    reference: null,
    message:
      'A list of numbers came back; bytes are asked for, as a Uint8Array: `Uint8Array.from(numbers)` makes one.',
    matches: evidence => Array.isArray(evidence.value) && evidence.expected.kind === 'value',
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
  return wrongBytes.some(mistake => mistake.matches(evidence as Evidence))
}
