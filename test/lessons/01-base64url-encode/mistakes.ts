/** What people get wrong when they write base64url, recognised by what comes back for which bytes. */
import {
  type Evidence,
  type KnownMistake,
  mistakesIn,
  ordinal,
  show,
  toBase64,
  toBase64url,
  toHex,
  utf8,
  type Words,
} from '../../../src/grader/kit/index.ts'
import { range } from '../inputs.ts'
import { ALPHABET, OTHER_ALPHABETS, swapped } from '../shared/base64url.ts'

/** One call of encode that returned a wrong string, and what would have been right. */
export type Encoding = { input: Uint8Array; text: string; right: string }

function encodingOf(evidence: Evidence): Encoding | null {
  const [input] = evidence.args
  const { text, expected } = evidence
  if (evidence.name !== 'encode' || !(input instanceof Uint8Array) || text === null) return null
  if (expected.kind !== 'value' || typeof expected.value !== 'string') return null
  return text === expected.value ? null : { input, text, right: expected.value }
}

/** The text of a group-by-group encoder that treats each group of one to three bytes in its own way. */
const byGroups = (input: Uint8Array, encodeGroup: (group: number[]) => string): string =>
  Array.from({ length: Math.ceil(input.length / 3) }, (_, index) =>
    encodeGroup([...input.subarray(index * 3, index * 3 + 3)]),
  ).join('')

const charactersOf = (sixes: number[], alphabet = ALPHABET): string =>
  sixes.map(six => alphabet[six & 63]).join('')
const sixesOf = (text: string): number[] => [...text].map(character => ALPHABET.indexOf(character))
const withAlphabet = (right: string, alphabet: string): string => charactersOf(sixesOf(right), alphabet)
const withoutPadding = (text: string): string => text.replace(/=+$/, '')
const translated = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_')
const latin1 = (input: Uint8Array): string => Buffer.from(input).toString('latin1')
/** A group whose leftover bits were not moved up to the front of their six bits. */
function unshiftedTail([first = 0, second, third]: number[]): string {
  if (second === undefined) return charactersOf([first >> 2, first & 3])
  if (third === undefined) return charactersOf([first >> 2, ((first & 3) << 4) | (second >> 4), second & 15])
  return toBase64url(Uint8Array.of(first, second, third))
}

/** A group whose bytes were put together as one number, which was then cut into sixes from its low end. */
function numberTail(group: number[]): string {
  const bits = group.reduce((all, byte) => (all << 8) | byte, 0)
  return charactersOf(
    Array.from({ length: group.length + 1 }, (_, index) => bits >> (6 * (group.length - index))),
  )
}

/** A group whose zero bytes were taken for missing ones. */
const truthyOnly = ([first = 0, second = 0, third = 0]: number[]): string => {
  const [one, two, three, four] = [...toBase64url(Uint8Array.of(first, second, third))]
  return `${one}${two}${second ? three : ''}${third ? four : ''}`
}

const tailNotShifted = ({ input, text }: Encoding): boolean =>
  input.length % 3 !== 0 && (text === byGroups(input, unshiftedTail) || text === byGroups(input, numberTail))

const wrongOrder = ({ input, text }: Encoding): boolean =>
  [
    byGroups(input, group => toBase64url(Uint8Array.from(group.toReversed()))),
    byGroups(input, group => [...toBase64url(Uint8Array.from(group))].reverse().join('')),
    toBase64url(input.toReversed()),
  ].includes(text)

/** The one value whose character is wrong, when all others are right. */
function oneWrongCharacter({ text, right }: Encoding): { value: number; yours: string } | null {
  if (text.length !== right.length) return null
  const places = [...right].flatMap((character, index) => (character === text[index] ? [] : [index]))
  const [first] = places
  if (
    first === undefined ||
    places.some(place => right[place] !== right[first] || text[place] !== text[first])
  )
    return null
  // With one value in the whole text, a wrong bit looks the same as a wrong character.
  if (new Set(right).size < 2 || ALPHABET.includes(text[first] ?? '')) return null
  return { value: ALPHABET.indexOf(right[first] as string), yours: text[first] as string }
}

function wholeBuffer(input: Uint8Array): string[] {
  const whole = new Uint8Array(input.buffer)
  return [toBase64url(whole), toBase64url(whole.slice(0, input.length))]
}

const stripLeadingZeros = (input: Uint8Array): Uint8Array => {
  const first = input.findIndex(byte => byte !== 0)
  return first === -1 ? input.slice(0, 0) : input.slice(first)
}

const endsAtZero = ({ input, text }: Encoding): boolean => {
  const zero = input.indexOf(0)
  return (
    zero > 0 &&
    input.length <= 80 &&
    input.subarray(zero).some(byte => byte !== 0) &&
    text === toBase64url(input.slice(0, zero))
  )
}

/** The bits of all bytes as the digits of one large number, cut into sixes. */
function withoutLeadingZeroBits(input: Uint8Array): string {
  const digits = BigInt(`0x${toHex(input)}`).toString(2)
  const sixes = digits.match(/.{1,6}/g) ?? []
  return charactersOf(sixes.map(six => Number.parseInt(six.padEnd(6, '0'), 2)))
}

/** The bits of all bytes as digits, each byte without its leading zeros, cut into sixes. */
function unfilledBits(input: Uint8Array): string[] {
  const sixes =
    Array.from(input, byte => byte.toString(2))
      .join('')
      .match(/.{1,6}/g) ?? []
  return [
    sixes.map(six => Number.parseInt(six, 2)),
    sixes.map(six => Number.parseInt(six.padEnd(6, '0'), 2)),
  ].map(values => charactersOf(values))
}

/** Whether all is right but bits of the last character that belong to no byte. */
function hasUnusedBits({ input, text, right }: Encoding): boolean {
  const unused = [0, 15, 3][input.length % 3] ?? 0
  const [last, wanted] = [text, right].map(one => ALPHABET.indexOf(one.at(-1) ?? '')) as [number, number]
  return (
    text.slice(0, -1) === right.slice(0, -1) && last !== -1 && unused !== 0 && (last & ~unused) === wanted
  )
}

/** Whether charAt made too few characters of groups whose values were not cut to six bits, some of them or all. */
const isUnmasked = ({ input, text, right }: Encoding): boolean => {
  const charactersBy = (places: number) =>
    byGroups(input, ([first = 0, second = 0, third = 0]) => {
      const bits = (first << 16) | (second << 8) | third
      return [18, 12, 6, 0]
        .map((by, index) => ALPHABET.charAt((bits >> by) & (((places << 1) >> index) & 1 ? -1 : 63)))
        .join('')
    })
  return text.length < right.length && range(1, 7).some(places => text === charactersBy(places))
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
const sixBits = (value: number): string => value.toString(2).padStart(6, '0')
const firstWrong = ({ text, right }: Encoding): number =>
  [...right].findIndex((character, index) => character !== text[index])

/** The first character that is wrong, and its six bits. */
function firstWrongBits(encoding: Encoding): Words {
  const at = firstWrong(encoding)
  const [yours, right] = [encoding.text[at] as string, encoding.right[at] as string]
  const [actual, expected] = [ALPHABET.indexOf(yours), ALPHABET.indexOf(right)]
  return {
    at: ordinal(at),
    yours: show(yours),
    actual: String(actual),
    actualBits: sixBits(actual),
    right: show(right),
    expected: String(expected),
    expectedBits: sixBits(expected),
  }
}

const aboutPadding: KnownMistake[] = mistakesIn(encodingOf, {
  'standard-base64': ({ input, text, right }) =>
    text === toBase64(input) && withoutPadding(text) !== right && text.endsWith('='),
  'padding-kept': ({ text, right }) => text.endsWith('=') && translated(withoutPadding(text)) === right,
  'replaced-only-once': ({ text, right }) => translated(text) === right && /[-_]/.test(text),
  'standard-alphabet': ({ text, right }) => translated(text) === right,
  'filled-up': ({ text, right, input }) =>
    input.length % 3 !== 0 && text.length % 4 === 0 && text.startsWith(right) && /^[\w-]*$/.test(text),
  'line-breaks': ({ text, right }) => /[\r\n]/.test(text) && text.replace(/\s/g, '') === right,
  blanks: ({ text, right }) => text.replace(/\s/g, '') === right,
})

const aboutText: KnownMistake[] = mistakesIn(encodingOf, {
  // A long text can hold these letters by chance.
  'undefined-in-text/first': ({ text, right }) => text === `undefined${right}`,
  'undefined-in-text': ({ text, right }) =>
    text.length < 1000 && /undefined|NaN/.test(text) && !/NaN/.test(right),
  'values-not-characters': ({ text, right }) =>
    ['', ',', ' '].some(blank => text === sixesOf(right).join(blank)),
  'bits-not-characters': ({ text, input }) =>
    input.length > 0 && /^[01 ]+$/.test(text) && text.length >= input.length * 6,
  hex: ({ text, input }) => text.toLowerCase() === toHex(input),
  'bits-not-filled-up': ({ text, input }) => unfilledBits(input).includes(text),
  'bytes-as-text': ({ text, input }) =>
    [
      String(input),
      JSON.stringify(input),
      toHex(input),
      latin1(input),
      Buffer.from(input).toString('utf8'),
    ].some(wrong => text === toBase64url(utf8(wrong))),
})

const aboutCharacters: KnownMistake[] = [
  ...mistakesIn(encodingOf, {
    'dash-underscore-swapped': ({ text, right }) => swapped(text) === right,
    'wrong-alphabet/short': ({ text, right }) => text === right.replace(/[-_]/g, ''),
    'wrong-alphabet': ({ text, right }) =>
      OTHER_ALPHABETS.some(alphabet => text === withAlphabet(right, alphabet)),
    'wrong-alphabet/one': encoding => {
      const wrong = oneWrongCharacter(encoding)
      return (
        wrong !== null && {
          value: String(wrong.value),
          yours: show(wrong.yours),
          right: show(ALPHABET[wrong.value]),
        }
      )
    },
    'wrong-alphabet/other': ({ text }) =>
      /[^A-Za-z0-9_-]/.test(text) && { other: show(/[^A-Za-z0-9_-]/.exec(text)?.[0]) },
  }),
]

const wholeBufferRead = mistakesIn(encodingOf, {
  'whole-buffer': ({ text, input }) =>
    input.length < input.buffer.byteLength && wholeBuffer(input).includes(text),
})

const aboutLength: KnownMistake[] = mistakesIn(encodingOf, {
  'empty-input': ({ input }) => input.length === 0,
  'ends-at-zero-byte': endsAtZero,
  'leading-zeros-lost': ({ text, input, right }) =>
    text !== '' &&
    input.some(byte => byte !== 0) &&
    (text === toBase64url(stripLeadingZeros(input)) ||
      text === withoutLeadingZeroBits(input) ||
      (text.length < right.length && text.replace(/^A+/, '') === right.replace(/^A+/, ''))),
  'trailing-zeros-lost': ({ text, input, right }) =>
    text.length < right.length &&
    input.some(byte => byte !== 0) &&
    text.replace(/A+$/, '') === right.replace(/A+$/, ''),
  'zero-bytes-left-out': ({ text, input }) =>
    input.includes(0) &&
    (text === toBase64url(input.filter(byte => byte !== 0)) || text === byGroups(input, truthyOnly)),
  'last-group-only': ({ text, right }) => right.length > 4 && text === right.slice(-(right.length % 4 || 4)),
  'first-group-only': ({ text, right }) => right.length % 4 === 0 && text === right.slice(0, 4),
  'text-kept': ({ text, right }) => right !== '' && text.length > right.length + 1 && text.endsWith(right),
  'last-character-missing/counted': ({ text, right, input }) =>
    input.length > 3 && text === right.slice(0, input.length + 1),
  'last-character-missing': ({ text, right, input }) => input.length % 3 !== 0 && text === right.slice(0, -1),
  'tail-dropped': ({ text, input, right }) =>
    input.length % 3 !== 0 && text === right.slice(0, Math.floor(input.length / 3) * 4),
  'empty-text': ({ text }) => text === '',
  'last-group-dropped': ({ text, input, right }) =>
    input.length > 0 && input.length % 3 === 0 && text === right.slice(0, Math.max(0, right.length - 4)),
  'one-group-too-many': ({ text, input, right }) =>
    input.length > 0 &&
    input.length % 3 === 0 &&
    text.startsWith(right) &&
    /^A{1,4}$/.test(text.slice(right.length)) && { rest: show(text.slice(right.length)) },
})

const aboutBits: KnownMistake[] = mistakesIn(encodingOf, {
  'tail-not-shifted': tailNotShifted,
  'unused-bits-not-zero': hasUnusedBits,
  'byte-order': wrongOrder,
})

const lengths = ({ text, right, input }: Encoding): Words => ({
  length: plural(text.length, 'character'),
  bytes: plural(input.length, 'byte'),
  right: String(right.length),
})

const lastResort = mistakesIn(encodingOf, {
  'wrong-length/unmasked': encoding => isUnmasked(encoding) && lengths(encoding),
  'wrong-length': encoding => encoding.text.length !== encoding.right.length && lengths(encoding),
  // Bits that pile up spoil more than the last character.
  'bits-pile-up': encoding =>
    encoding.text.length === encoding.right.length &&
    encoding.input.length > 3 &&
    firstWrong(encoding) > 4 &&
    firstWrong(encoding) < encoding.right.length - 1 && { at: ordinal(firstWrong(encoding)) },
  'wrong-bits': encoding => encoding.text.length === encoding.right.length && firstWrongBits(encoding),
})

const arrayReturned: KnownMistake = {
  id: 'array-of-characters',
  matches: ({ value }) => Array.isArray(value),
}

const specific: KnownMistake[] = [
  arrayReturned,
  ...wholeBufferRead,
  ...aboutPadding,
  ...aboutText,
  ...aboutLength.slice(0, 1),
  ...aboutCharacters,
  ...aboutLength.slice(1),
  ...aboutBits,
]

export const mistakes: KnownMistake[] = [...specific, ...lastResort]

/** Whether a wrong text shows by itself what went wrong. */
export function isRecognised({ input, text, right }: Encoding): boolean {
  const expected = { kind: 'value', value: right } as const
  const evidence = { name: 'encode', args: [input], text, expected } as unknown as Evidence
  return specific.some(mistake => mistake.matches(evidence) !== false)
}
