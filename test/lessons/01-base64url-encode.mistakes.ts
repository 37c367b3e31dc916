/** What people get wrong when they write base64url, recognised by what comes back for which bytes. */
import {
  type LegacyEvidence as Evidence,
  type LegacyMistake as KnownMistake,
  show,
  toBase64,
  toBase64url,
  toHex,
  utf8,
} from '../../src/grader/kit/index.ts'
import { ALPHABET } from './01-base64url-encode.causes.ts'

/** The test whose inputs are windows into larger buffers. */
export const WINDOWS = 'windows into larger buffers'

/** One call of encode that came back with a text, and what would have been right. */
export type Encoding = { input: Uint8Array; text: string; right: string }

function encodingOf(evidence: Evidence): Encoding | null {
  const [input] = evidence.args
  const { text, expected } = evidence
  if (evidence.name !== 'encode' || !(input instanceof Uint8Array) || text === null) return null
  if (expected.kind !== 'value' || typeof expected.value !== 'string') return null
  return { input, text, right: expected.value }
}

/** A mistake that is seen in the text that came back. */
function fromText(
  id: string,
  message: string | ((encoding: Encoding) => string),
  matches: (encoding: Encoding) => boolean,
  reference: string | null = null,
): KnownMistake {
  return {
    id,
    reference,
    matches: evidence => {
      const encoding = encodingOf(evidence)
      return encoding !== null && encoding.text !== encoding.right && matches(encoding)
    },
    message: evidence => {
      const encoding = encodingOf(evidence)
      return typeof message === 'string' || encoding === null ? String(message) : message(encoding)
    },
  }
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
const swapped = (text: string): string => text.replace(/[-_]/g, character => (character === '-' ? '_' : '-'))
const latin1 = (input: Uint8Array): string => Buffer.from(input).toString('latin1')
const reversedBits = (value: number, width: number): number =>
  Number.parseInt([...value.toString(2).padStart(width, '0')].reverse().join(''), 2)

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

const tailNotShifted = ({ input, text }: Encoding): boolean =>
  input.length % 3 !== 0 && (text === byGroups(input, unshiftedTail) || text === byGroups(input, numberTail))

const wrongOrder = ({ input, text }: Encoding): boolean =>
  [
    byGroups(input, group => toBase64url(Uint8Array.from(group.toReversed()))),
    byGroups(input, group => [...toBase64url(Uint8Array.from(group))].reverse().join('')),
    toBase64url(input.toReversed()),
  ].includes(text)

const wrongBitOrder = ({ input, text, right }: Encoding): boolean =>
  [
    charactersOf(sixesOf(right).map(six => reversedBits(six, 6))),
    toBase64url(input.map(byte => reversedBits(byte, 8))),
    charactersOf(
      sixesOf(toBase64url(input.map(byte => reversedBits(byte, 8)))).map(six => reversedBits(six, 6)),
    ),
  ].includes(text)

/** Alphabets that people reach for from memory. */
const OTHER_ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_',
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz-_',
  '-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
]

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
const stripTrailingZeros = (input: Uint8Array): Uint8Array =>
  stripLeadingZeros(input.toReversed()).toReversed()

/** Inputs that were right up to a prefix: how many bytes of it were written. */
const bytesWritten = ({ text }: Encoding): number => Math.floor((text.length * 6) / 8)

const endsAtZero = ({ input, text }: Encoding): boolean => {
  const zero = input.indexOf(0)
  return (
    zero !== -1 &&
    input.length <= 80 &&
    input.subarray(zero).some(byte => byte !== 0) &&
    text === toBase64url(input.slice(0, zero))
  )
}

/** The length of the pieces that were encoded one by one, when it is no multiple of three. */
function pieceLength({ input, text, right }: Encoding): number | null {
  const inPieces = (size: number): string =>
    Array.from({ length: Math.ceil(input.length / size) }, (_, index) =>
      toBase64url(input.slice(index * size, (index + 1) * size)),
    ).join('')
  // The texts part at the end of the first piece, or a few characters later when the bits happen to be the same.
  const parted = [...right].findIndex((character, index) => character !== text[index])
  const around = Math.floor((parted * 3) / 4)
  const sizes = Array.from({ length: 14 }, (_, index) => around - 10 + index)
  return (
    sizes.find(size => size > 0 && size < input.length && size % 3 !== 0 && text === inPieces(size)) ?? null
  )
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

/** Bytes read as the characters of the encoding that TextDecoder calls latin1, which is windows-1252. */
function asWindows1252(input: Uint8Array): string[] {
  const codes = Array.from(new TextDecoder('latin1').decode(input), character => character.charCodeAt(0))
  const joined = Array.from({ length: Math.ceil(codes.length / 3) }, (_, index) => {
    const [first = 0, second, third] = codes.slice(index * 3, index * 3 + 3)
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0)
    const sixes = [bits >> 18, bits >> 12, bits >> 6, bits]
    return charactersOf(sixes.slice(0, third === undefined ? (second === undefined ? 2 : 3) : 4))
  }).join('')
  return codes.some(code => code > 255) ? [joined, toBase64url(Uint8Array.from(codes))] : []
}

/** Whether all is right but bits of the last character that belong to no byte. */
function hasUnusedBits({ input, text, right }: Encoding): boolean {
  const unused = [0, 15, 3][input.length % 3] ?? 0
  const [last, wanted] = [text, right].map(one => ALPHABET.indexOf(one.at(-1) ?? '')) as [number, number]
  return (
    text.slice(0, -1) === right.slice(0, -1) && last !== -1 && unused !== 0 && (last & ~unused) === wanted
  )
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
const sixBits = (value: number): string => value.toString(2).padStart(6, '0')

const firstWrong = ({ text, right }: Encoding): number =>
  [...right].findIndex((character, index) => character !== text[index])

/** The first character that is wrong, with its six bits, in words. */
function firstWrongBits(encoding: Encoding): string {
  const { text, right } = encoding
  const at = firstWrong(encoding)
  const expected = ALPHABET.indexOf(right[at] as string)
  const actual = ALPHABET.indexOf(text[at] as string)
  return `Character ${at} of your text is wrong. It is ${show(text[at])}, which stands for ${actual}, bits ${sixBits(actual)}. Right is ${show(right[at])}: ${expected}, bits ${sixBits(expected)}. Write the bits of the bytes one after another, cut them into sixes from the left, and compare with what your shifts and masks pick.`
}

const aboutPadding: KnownMistake[] = [
  fromText(
    'standard-base64',
    'This is plain base64: it has `=` at the end, and `+` and `/` in the alphabet. A `+` in a URL is read as a blank, a `/` ends a part of the path, and `=` needs escaping. base64url has `-` and `_` in their place, and no `=`.',
    ({ input, text, right }) =>
      text === toBase64(input) && withoutPadding(text) !== right && text.endsWith('='),
    'RFC 4648 §5',
  ),
  fromText(
    'escaped-base64',
    'Your text has `%2B`, `%2F` or `%3D` in it: that is base64 (`+`, `/`, `=`), escaped for a URL. The alphabet of base64url was made so that nothing needs to be escaped: `-` is 62, `_` is 63, and there is no `=`.',
    ({ text, right }) =>
      /%2B|%2F|%3D/i.test(text) &&
      withoutPadding(translated(text.replace(/%2B/gi, '+').replace(/%2F/gi, '/').replace(/%3D/gi, '='))) ===
        right,
    'RFC 7515 §2',
  ),
  fromText(
    'padding-kept',
    'Your text ends with `=`. That is padding, which base64 needs to reach a multiple of four characters. A JWT leaves it out: the length already tells how many bytes there are. Leave out every `=`, there may be one or two.',
    ({ text, right }) => text.endsWith('=') && translated(withoutPadding(text)) === right,
    'RFC 7515 §2',
  ),
  fromText(
    'replaced-only-once',
    'Some of the characters are those of base64url, but a `+` or a `/` is left. `text.replace("+", "-")` changes only the first one that it finds; `replaceAll` changes all. Better still: put `-` and `_` into your alphabet, and nothing has to be replaced.',
    ({ text, right }) => translated(text) === right && /[-_]/.test(text),
    'RFC 4648 §5',
  ),
  fromText(
    'standard-alphabet',
    'Your text has `+` or `/`: that is the alphabet of base64. In base64url value 62 is `-` and value 63 is `_`, because `+` and `/` mean something of their own in a URL.',
    ({ text, right }) => translated(text) === right,
    'RFC 4648 §5',
  ),
  fromText(
    'filled-up',
    'Your text is too long: after the right characters come more, so that its length is a multiple of four. They stand for bytes that are not there, and a reader would see zero bytes at the end of the message. One byte gives two characters, two bytes give three.',
    ({ text, right, input }) =>
      input.length % 3 !== 0 && text.length % 4 === 0 && text.startsWith(right) && /^[\w-]*$/.test(text),
    'RFC 7515 §2',
  ),
  fromText(
    'line-breaks',
    'Your text has line breaks. Mail breaks base64 into lines; a JWT is one line, whatever its length.',
    ({ text, right }) => /[\r\n]/.test(text) && text.replace(/\s/g, '') === right,
    'RFC 7515 §2',
  ),
  fromText(
    'blanks',
    'Your text has blanks in it. The characters of a base64url text stand one after another, with nothing before, between or after them.',
    ({ text, right }) => text.replace(/\s/g, '') === right,
    'RFC 7515 §2',
  ),
]

const aboutText: KnownMistake[] = [
  fromText(
    'undefined-in-text',
    'Your text has the word "undefined" or "NaN" in it. A value above 63, or one that is no whole number, was looked up in the alphabet, or a byte was read after the end. Keep six bits with `& 63`, and stop where the bytes stop.',
    // A long text can hold these letters by chance.
    ({ text, right }) => text.length < 1000 && /undefined|NaN/.test(text) && !/NaN/.test(right),
  ),
  fromText(
    'values-not-characters',
    'Your text holds the six-bit values as decimal numbers. Each value is an index into the alphabet: 0 is `A`, 25 is `Z`, 26 is `a`.',
    ({ text, right }) => ['', ',', ' '].some(blank => text === sixesOf(right).join(blank)),
    'RFC 4648 §5',
  ),
  fromText(
    'bits-not-characters',
    'Your text holds the bits themselves, as zeros and ones. Cut them into sixes, and look each six up in the alphabet.',
    ({ text, input }) => input.length > 0 && /^[01 ]+$/.test(text) && text.length >= input.length * 6,
  ),
  fromText(
    'hex',
    'Your text holds hexadecimal digits: two characters a byte. base64url puts six bits into a character, so three bytes become four characters.',
    ({ text, input }) => text.toLowerCase() === toHex(input),
    'RFC 4648 §5',
  ),
  fromText(
    'bytes-as-text',
    'Your bytes were read as text with `TextDecoder("latin1")`. Despite its name that is windows-1252, in which the bytes 80 to 9f are other characters: 80 becomes €, whose code is 8364. Bytes need not be text: work on the numbers, `bytes[0]`, `bytes[1]`, as they are.',
    ({ text, input }) => asWindows1252(input).includes(text),
    'RFC 4648 §3.1',
  ),
  fromText(
    'bits-not-filled-up',
    'The bits of a byte were written without their leading zeros: `(77).toString(2)` is "1001101", seven digits. Each byte has eight: `byte.toString(2).padStart(8, "0")`.',
    ({ text, input }) => unfilledBits(input).includes(text),
    'RFC 4648 §4',
  ),
  fromText(
    'bytes-as-text',
    'The bytes were turned into a text before they were encoded ("77,97,110", hexadecimal digits, or text in UTF-8). Bytes need not be text: work on the numbers, `bytes[0]`, `bytes[1]`, as they are.',
    ({ text, input }) =>
      [
        String(input),
        JSON.stringify(input),
        toHex(input),
        latin1(input),
        Buffer.from(input).toString('utf8'),
      ].some(wrong => text === toBase64url(utf8(wrong))),
    'RFC 4648 §3.1',
  ),
]

const aboutCharacters: KnownMistake[] = [
  fromText(
    'dash-underscore-swapped',
    'Your `-` and `_` are the wrong way round. Value 62 is `-`, value 63 is `_`.',
    ({ text, right }) => swapped(text) === right,
    'RFC 4648 §5',
  ),
  fromText(
    'wrong-alphabet',
    'Your characters are in another order. The alphabet begins with the capital letters: A-Z are 0 to 25, a-z are 26 to 51, 0-9 are 52 to 61, then `-` is 62 and `_` is 63.',
    ({ text, right }) => OTHER_ALPHABETS.some(alphabet => text === withAlphabet(right, alphabet)),
    'RFC 4648 §5',
  ),
  fromText(
    'wrong-alphabet',
    encoding => {
      const wrong = oneWrongCharacter(encoding)
      return `The value ${wrong?.value} became ${show(wrong?.yours)}, which is no character of base64url. Right is ${show(ALPHABET[wrong?.value ?? 0])}. Check your alphabet: 64 characters, A-Z, a-z, 0-9, \`-\`, \`_\`.`
    },
    encoding => oneWrongCharacter(encoding) !== null,
    'RFC 4648 §5',
  ),
  fromText(
    'wrong-alphabet',
    ({ text }) =>
      `Your text has ${show(/[^A-Za-z0-9_-]/.exec(text)?.[0])} in it. The alphabet of base64url is A-Z, a-z, 0-9, \`-\` and \`_\`; nothing else may come out.`,
    ({ text }) => /[^A-Za-z0-9_-]/.test(text),
    'RFC 4648 §5',
  ),
]

const wholeBufferRead: KnownMistake = fromText(
  'whole-buffer',
  'Your code encoded other bytes of the buffer behind the input. A Uint8Array can be a window into a larger buffer: it begins at `bytes.byteOffset` and has `bytes.length` bytes. Read through the array itself (`bytes[0]`), not through `bytes.buffer`; otherwise bytes of somebody else end up in the token.',
  ({ text, input }) => input.length < input.buffer.byteLength && wholeBuffer(input).includes(text),
)

const aboutViews: KnownMistake[] = [
  wholeBufferRead,
  {
    ...wholeBufferRead,
    // Whatever it read, it is right for the same bytes in a buffer of their own.
    matches: evidence => evidence.test === WINDOWS && encodingOf(evidence) !== null,
  },
]

const aboutLength: KnownMistake[] = [
  fromText(
    'empty-input',
    'No bytes must give the empty text, `""`. Let the loop run zero times; no special case is needed.',
    ({ input }) => input.length === 0,
    'RFC 4648 §10',
  ),
  fromText(
    'ends-at-zero-byte',
    'Your text ends where the first zero byte stands. A zero is a byte like all others, not the end: `while (bytes[index])` stops at it, because 0 is falsy. Go on as long as `index < bytes.length`.',
    endsAtZero,
  ),
  fromText(
    'leading-zeros-lost',
    'Zero bits at the beginning got lost. If the bytes are read as one large number, its leading zeros have no digits. Every byte counts, also a zero: work group by group.',
    ({ text, input, right }) =>
      text !== '' &&
      input.some(byte => byte !== 0) &&
      (text === toBase64url(stripLeadingZeros(input)) ||
        (text.length < right.length && text.replace(/^A+/, '') === right.replace(/^A+/, ''))),
  ),
  fromText(
    'trailing-zeros-lost',
    'Zero bytes at the end got lost. `A` stands for the value 0, and zeros are data like all others. How many characters to write follows from the number of bytes, not from their values.',
    ({ text, input, right }) =>
      text.length < right.length &&
      input.at(-1) === 0 &&
      input.some(byte => byte !== 0) &&
      (text === toBase64url(stripTrailingZeros(input)) ||
        text.replace(/A+$/, '') === right.replace(/A+$/, '')),
  ),
  fromText(
    'zero-bytes-left-out',
    'Zero bytes were left out. In JavaScript 0 is falsy, so `if (byte)`, `filter(Boolean)` and `byte || ...` take it for a byte that is missing. A missing byte is `undefined`; better still, compare the index with `bytes.length`.',
    ({ text, input, right }) =>
      input.includes(0) &&
      text.length < right.length &&
      (input.length <= 3 || input.every(byte => byte === 0)),
  ),
  fromText(
    'first-group-only',
    'Your text ends after the first group. Go on with the next three bytes until there are none: a loop that counts up by three.',
    ({ text, input, right }) => input.length > 3 && text === right.slice(0, 4),
  ),
  fromText(
    'input-cut',
    encoding =>
      `Your text holds ${bytesWritten(encoding) === 0 ? 'none' : `only the first ${bytesWritten(encoding)}`} of the ${encoding.input.length} bytes, and shorter inputs were right. Is there a limit, or a counter that begins again at 0? A number kept in 8 bits goes up to 255, one of 16 bits up to 65,535.`,
    encoding =>
      encoding.input.length > 80 &&
      bytesWritten(encoding) < encoding.input.length &&
      encoding.text === toBase64url(encoding.input.slice(0, bytesWritten(encoding))),
  ),
  fromText(
    'pieces-with-tails',
    encoding =>
      `Your text was put together from pieces of ${plural(pieceLength(encoding) ?? 0, 'byte')}, each encoded by itself. That is no multiple of three, so every piece ends in a tail, also in the middle of the text, where a reader does not expect one. Cut at multiples of three.`,
    encoding => encoding.text.length >= encoding.right.length && pieceLength(encoding) !== null,
    'RFC 4648 §4',
  ),
  fromText(
    'text-kept',
    'The right text is there, but another one stands before it. A variable that stands outside of the function keeps its text from call to call: begin with an empty text inside of the function.',
    ({ text, right }) => right !== '' && text.length > right.length + 1 && text.endsWith(right),
  ),
  fromText(
    'last-character-missing',
    'The last character is missing. The bits that are left over at the end are fewer than six, and still need a character: fill them up with zero bits.',
    ({ text, right, input }) => input.length % 3 !== 0 && text === right.slice(0, -1),
    'RFC 4648 §4',
  ),
  fromText(
    'tail-dropped',
    'The last bytes are missing in your text. The number of bytes need not be a multiple of three: what is left over after the last whole group becomes two characters (one byte) or three (two bytes).',
    ({ text, input, right }) =>
      input.length % 3 !== 0 && text === right.slice(0, Math.floor(input.length / 3) * 4),
    'RFC 4648 §4',
  ),
  fromText(
    'byte-order-mark-dropped',
    'The three bytes ef bb bf at the beginning got lost. In a text they are a byte order mark, which `TextDecoder` takes away; here they are bytes like all others.',
    ({ text, input }) => toHex(input).startsWith('efbbbf') && text === toBase64url(input.slice(3)),
    'RFC 4648 §3.1',
  ),
  fromText(
    'empty-text',
    'The empty text came back, though there are bytes to write. Does every way through your function return what it has put together?',
    ({ text }) => text === '',
  ),
  fromText(
    'last-group-dropped',
    'The last group of three bytes is missing in your text. Look at the condition of your loop: with `start < bytes.length`, start being the index of the first byte of a group, no group is left out.',
    ({ text, input, right }) =>
      input.length > 0 && input.length % 3 === 0 && text === right.slice(0, Math.max(0, right.length - 4)),
  ),
  fromText(
    'one-group-too-many',
    ({ text, right }) =>
      `After the right text comes ${show(text.slice(right.length))}: that is what your code makes of no bytes, so the loop runs once more than there are groups. Go on while \`start < bytes.length\`, start being the index of the first byte of a group; with \`<=\` it runs at the end, too.`,
    ({ text, input, right }) =>
      input.length > 0 &&
      input.length % 3 === 0 &&
      text.startsWith(right) &&
      /^A{1,4}$/.test(text.slice(right.length)),
    'RFC 4648 §4',
  ),
]

const aboutBits: KnownMistake[] = [
  fromText(
    'tail-not-shifted',
    'The last character is wrong: its bits sit at the low end of the six. The leftover bits come first, the missing ones are zeros after them. One byte: `(first & 3) << 4`. Two bytes: `(second & 15) << 2`.',
    tailNotShifted,
    'RFC 4648 §4',
  ),
  fromText(
    'unused-bits-not-zero',
    'The last character has bits that belong to no byte, and they are not zero: after the bits that are left over come zeros, nothing from an earlier group and no ones. Otherwise one byte string would have several texts.',
    hasUnusedBits,
    'RFC 4648 §3.5',
  ),
  fromText(
    'byte-order',
    'The order is turned round. The first byte holds the highest bits of a group (shift it left by 16), and the highest six bits give the first character (shift right by 18).',
    wrongOrder,
    'RFC 4648 §4',
  ),
  fromText(
    'bit-order',
    'The bits of a byte were read from the low end. The highest bit comes first: of the byte 01001101 the first six bits are 010011.',
    wrongBitOrder,
    'RFC 4648 §4',
  ),
]

const lastResort: KnownMistake[] = [
  fromText(
    'wrong-length',
    ({ text, right, input }) =>
      `Your text has ${plural(text.length, 'character')}; right for ${plural(input.length, 'byte')} are ${right.length}. Every three bytes give four characters, one byte left over gives two, two bytes give three.`,
    ({ text, right }) => text.length !== right.length,
    'RFC 4648 §4',
  ),
  fromText(
    'bits-pile-up',
    encoding =>
      `The text begins well and goes wrong at character ${firstWrong(encoding)}. If you collect bits in one number, it gets too large: \`<<\` and \`|\` work on 32 bits, and no number is exact beyond 53. Keep only the bits that are not written yet: \`bits & ((1 << count) - 1)\`.`,
    // Bits that pile up spoil more than the last character.
    encoding =>
      encoding.text.length === encoding.right.length &&
      encoding.input.length > 3 &&
      firstWrong(encoding) > 4 &&
      firstWrong(encoding) < encoding.right.length - 1,
  ),
  fromText('wrong-bits', firstWrongBits, ({ text, right }) => text.length === right.length, 'RFC 4648 §4'),
]

const arrayReturned: KnownMistake = {
  id: 'array-of-characters',
  reference: null,
  message: 'Your function returned a list of characters. A text is asked for: `characters.join("")`.',
  matches: evidence => Array.isArray(evidence.value),
}

const specific: KnownMistake[] = [
  arrayReturned,
  ...aboutViews,
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
  const evidence = {
    name: 'encode',
    args: [input],
    text,
    expected: { kind: 'value', value: right },
  } as unknown
  return specific.some(mistake => mistake.matches(evidence as Evidence))
}
