import { strings } from '../../../src/grader/kit/index.ts'
import { range } from '../inputs.ts'
import { ALPHABET } from '../shared/base64url.ts'
import type { Json } from '../shared/tokens.ts'
import { payload, segment, spliced } from './tokens.ts'

/** What careless readers take off at the ends of a text, or pass over inside. */
const skipped = ['\n', ' ', '=', '\t', '\r\n', '\0', '"', '\u00a0', '\ufeff', ',', '\r', '\f', '\v', ';', "'"]
/** Characters that are not of the base64url alphabet: all other ones of ASCII, and some that resemble one of it. */
const strangers = [
  ...range(0, 127)
    .map(code => String.fromCharCode(code))
    .filter(character => !/[\w.-]/.test(character)),
  ...'\u0080\u00ad\u00b5éÿıſ\u200b\u2010\u2013\u2028\u212a\u3000Ａ０😀',
].filter(character => !skipped.includes(character))

/**
 * A segment with characters that do not belong there: somewhere inside, instead of others, and some at the ends. All that
 * are often passed over, and every second one of the others: the even ones (0) or the odd ones (1).
 */
export function withStrangers(text: string, parity: 0 | 1): string[] {
  const inside = [...skipped, ...strangers.filter((_, index) => index % 2 === parity)].map(
    (stranger, index) => spliced(text, 1 + ((7 * index) % (text.length - 1)), stranger),
  )
  return [...inside, ...replacedByStrangers(text), ...withEdges(text)]
}

/** A decoder that looks characters up with indexOf takes -1 for the value of one of these letters. */
const replacedByStrangers = (text: string): string[] =>
  ['A', '_', '-'].flatMap(letter =>
    text.includes(letter) ? ['*', ' ', 'é'].map(stranger => text.replace(letter, stranger)) : [],
  )

/** A segment, or a token, with one of the characters before or after it that careless readers take off. */
export const withEdges = (text: string): string[] =>
  skipped.slice(0, 9).flatMap(edge => [edge + text, text + edge])

/** Other spellings of a character that a careless reader takes for it: its low byte or low bits, NFKC, %-encoding. */
const disguises: ((character: string) => string)[] = [
  ...[0x80, 0x100, 0x4e00, 0xd800, 0xfee0].map(
    more => (character: string) => String.fromCharCode(character.charCodeAt(0) + more),
  ),
  character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  character => `${character}\u0301`,
  character => `${character}\ufe0f`,
]
const folded: Record<string, string> = { s: '\u017f', S: '\u017f', k: '\u212a', K: '\u212a' }

/** A text with one character in disguise, in each disguise at several places, and with all of them in disguise. */
export function lookAlikes(text: string, places = 3): string[] {
  const at = (index: number, disguise: (character: string) => string): string =>
    spliced(text, index, disguise(text.charAt(index)), 1)
  const single = disguises.flatMap((disguise, kind) =>
    range(0, places - 1).map(step =>
      at((kind + Math.floor((step * text.length) / places)) % text.length, disguise),
    ),
  )
  const whole = disguises.map(disguise => [...text].map(disguise).join(''))
  const letters = Object.entries(folded).flatMap(([letter, other]) =>
    text.includes(letter) ? [text.replace(letter, other)] : [],
  )
  return [...single, ...whole, ...letters]
}

/** What stands for the dot between two segments in careless readings. */
export const otherDots = strings`
  \u3002 \uff0e %2E \\. %2e \u2024 \u00b7 , \x20 : ; / | \n \t ~ ! + * \x20. .\x20 .\n .=
`

/** JSON whose base64url has both '-' and '_', so that a decoder of plain base64 shows. */
export const withBothSigns = { ...payload, note: '>>>???~~~ÿÿ' }

/** Segments that a lenient decoder reads as if nothing were wrong with them. */
export function lenientVariants(segmentText: string): string[] {
  const tail = segmentText.length % 4
  const last = segmentText.at(-1) ?? ''
  const spareBits = tail === 2 ? 16 : tail === 3 ? 4 : 1
  const sameBytes = [1, 2, 3, 4, 8, 15]
    .filter(bits => bits < spareBits)
    .map(bits => segmentText.slice(0, -1) + ALPHABET[ALPHABET.indexOf(last) + bits])
  return [
    `${segmentText}=`,
    `${segmentText}==`,
    `${segmentText}====`,
    `=${segmentText}`,
    segmentText + '='.repeat((4 - tail) % 4 || 4),
    segmentText.replaceAll('-', '+').replaceAll('_', '/'),
    segmentText.replaceAll('-', '+'),
    segmentText.replaceAll('_', '/'),
    ...(tail === 0 ? [...'ABQw_'].map(character => segmentText + character) : []),
    ...sameBytes,
  ].filter(variant => variant !== segmentText)
}

/** JSON texts of all tail lengths, with both signs, that are good as a payload or, with an alg, as a header. */
export const ofEveryTail = (object: Json): string[] =>
  ['', 'x', 'xx'].map(filling => segment({ ...object, filling, ...withBothSigns }))

/** Contents of a segment that are no JSON object. */
export const noObjects: unknown[] = [
  '',
  ...strings`
    null true false 0 1 -1.5 "" "text" [] [{"alg":"HS256","sub":"ada"}] ["alg"]
    "{\\"alg\\":\\"HS256\\",\\"sub\\":\\"ada\\"}" undefined { {"alg":"HS256","sub":"ada"
    {"alg":"HS256","sub":"ada",} {"alg":"HS256","sub":"ada"}} {"alg":"HS256","sub":"ada"}\x20{}
    {'alg':'HS256','sub':'ada'} {alg:"HS256",sub:"ada"} {"alg":"HS256"/*\x20*/,"sub":"ada"}
    {"alg":"HS256","sub":NaN} {"alg":"HS256","sub":"\n"}
  `,
  ...['\u00a0', '\v', '\f', '\0', '\u2028', '\u3000'].flatMap(blank => [
    `${blank}{"alg":"HS256","sub":"ada"}`,
    `{"alg":"HS256","sub":"ada"}${blank}`,
  ]),
  '{"alg":"HS256","sub":"ada"}\ufeff',
  'alg=HS256&sub=ada',
  new Uint8Array([0]),
]

/** Every way to write a word in capitals and small letters. */
export function everyCase(word: string): string[] {
  return [...word].reduce<string[]>(
    (texts, letter) => {
      const forms = [...new Set([letter.toLowerCase(), letter.toUpperCase()])]
      return texts.flatMap(text => forms.map(form => text + form))
    },
    [''],
  )
}
