import { fc } from '../../src/grader/kit/index.ts'
import { type Json, payload, range, segment } from './06-verify.tokens.ts'

/** Any JSON object, without the member `__proto__`, which is tried by itself. */
export const objects: fc.Arbitrary<Json> = fc
  .dictionary(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' }),
    {
      maxKeys: 5,
    },
  )
  .map(object => JSON.stringify(object))
  .filter(text => !text.includes('__proto__'))
  .map(text => JSON.parse(text) as Json)

/** Characters that are not of the base64url alphabet: all of ASCII, and some that resemble one of it. */
export const asciiStrangers = range(0, 127)
  .map(code => String.fromCharCode(code))
  .filter(character => !/[\w.-]/.test(character))
export const otherStrangers = [
  ...'\u0080\u00a0\u00ad\u00b5éÿıſ\u200b\u2010\u2013\u2028\u212a\u3000Ａ０\ufeff😀',
]

/** Other spellings of a character that a careless reader takes for it: its low byte or low bits, NFKC, %-encoding. */
export function lookAlikes(character: string): string[] {
  const code = character.charCodeAt(0)
  const folded: Record<string, string> = { s: '\u017f', S: '\u017f', k: '\u212a', K: '\u212a', '.': '\u3002' }
  const codes = [code + 0x80, code + 0x100, code + 0x4e00, code + 0xd800, code + 0xfee0]
  const percent = `%${code.toString(16).toUpperCase()}`
  return [
    ...codes.map(other => String.fromCharCode(other)),
    percent,
    folded[character] ?? `${character}\u0301`,
  ]
}

/** JSON whose base64url has both '-' and '_', so that a decoder of plain base64 shows. */
export const withBothSigns = { ...payload, note: '>>>???~~~ÿÿ' }

/** Segments that a lenient decoder reads as if nothing were wrong with them. */
export function lenientVariants(segmentText: string): string[] {
  const tail = segmentText.length % 4
  const last = segmentText.at(-1) ?? ''
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const spareBits = tail === 2 ? 16 : tail === 3 ? 4 : 1
  const sameBytes = range(1, spareBits - 1).map(
    bits => segmentText.slice(0, -1) + alphabet[alphabet.indexOf(last) + bits],
  )
  return [
    `${segmentText}=`,
    `${segmentText}==`,
    `${segmentText}====`,
    `=${segmentText}`,
    segmentText + '='.repeat((4 - tail) % 4 || 4),
    segmentText.replaceAll('-', '+').replaceAll('_', '/'),
    segmentText.replaceAll('-', '+'),
    segmentText.replaceAll('_', '/'),
    ...(tail === 0 ? [...alphabet].map(character => segmentText + character) : []),
    ...sameBytes,
  ].filter(variant => variant !== segmentText)
}

/** JSON texts of all tail lengths, with both signs, that are good as a payload or, with an alg, as a header. */
export const ofEveryTail = (object: Json): string[] =>
  ['', 'x', 'xx'].map(filling => segment({ ...object, filling, ...withBothSigns }))

/** Contents of a segment that are no JSON object. */
export const noObjects: unknown[] = [
  '',
  'null',
  'true',
  'false',
  '0',
  '1',
  '-1.5',
  '""',
  '"text"',
  '[]',
  '[{"alg":"HS256","sub":"ada"}]',
  '["alg"]',
  '"{\\"alg\\":\\"HS256\\",\\"sub\\":\\"ada\\"}"',
  'undefined',
  '{',
  '{"alg":"HS256","sub":"ada"',
  '{"alg":"HS256","sub":"ada",}',
  '{"alg":"HS256","sub":"ada"}}',
  '{"alg":"HS256","sub":"ada"} {}',
  "{'alg':'HS256','sub':'ada'}",
  '{alg:"HS256",sub:"ada"}',
  '{"alg":"HS256"/* */,"sub":"ada"}',
  '{"alg":"HS256","sub":NaN}',
  '{"alg":"HS256","sub":"\n"}',
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
