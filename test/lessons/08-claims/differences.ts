/** How two texts differ that a careless comparison takes for one. */
import { show } from '../../../src/grader/kit/index.ts'

/** A value as it is shown, with characters that are not seen or look like others as escapes. */
export const visible = (value: unknown): string =>
  show(value, 60).replace(
    /[\u0080-\u00bf\u0400-\u04ff\u2000-\u200f\u2028\u2029\ufeff]|\p{Mn}/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const without = (text: string, what: RegExp): string => text.replace(what, '')
const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
const sameWithout =
  (what: RegExp) =>
  (one: string, other: string): boolean =>
    without(one, what) === without(other, what)
const bytesOf = (text: string, encoding: BufferEncoding): string =>
  Buffer.from(text, encoding).toString('hex')

/** In what two texts differ that a careless comparison takes for one; the first that fits. */
const differences: [words: string, fits: (one: string, other: string) => boolean][] = [
  ['only in upper and lower case', (one, other) => one.toUpperCase() === other.toUpperCase()],
  [
    'only in upper and lower case',
    (one, other) => one.toLocaleLowerCase('tr') === other.toLocaleLowerCase('tr'),
  ],
  ['only in blanks at the ends', (one, other) => one.trim() === other.trim()],
  ['only in quotes around one of them', sameWithout(/^["']|["']$/g)],
  ['only in a slash at the end', sameWithout(/\/+$/)],
  ['only in a character that is not seen', sameWithout(/\p{Cc}|\p{Cf}/gu)],
  ['only in the kind of blanks', (one, other) => one.replace(/\s+/g, ' ') === other.replace(/\s+/g, ' ')],
  [
    'only in the way a character is written',
    (one, other) => one.normalize('NFKD') === other.normalize('NFKD'),
  ],
  ['only in percent signs with two digits', (one, other) => percentDecoded(one) === percentDecoded(other)],
  ['only in what stands before //', sameWithout(/^(?:[a-z]+:)?\/\//i)],
  ['only in the port', sameWithout(/:\d+(?=\/|$)/)],
  ['only in www at the beginning', sameWithout(/(?<=^|\/\/)www\./)],
  ['only in what follows a # or ?', sameWithout(/[#?].*$/s)],
  ['only in - and _', sameWithout(/[-_]/g)],
  [
    'only in the upper bits of a character',
    (one, other) => bytesOf(one, 'latin1') === bytesOf(other, 'latin1'),
  ],
  [
    'only in a letter of another alphabet that looks the same',
    (one, other) => one.replaceAll('\u0430', 'a') === other.replaceAll('\u0430', 'a'),
  ],
  [
    'in that one is a number, or * or a pattern, that stands for the other',
    (one, other) => /^[\d.x_]+$/.test(one + other) || /^[.*]*\*$/.test(one) || /^[.*]*\*$/.test(other),
  ],
  ['in that one is empty', (one, other) => one === '' || other === ''],
  [
    'in that one is a list with the other in it',
    (one, other) =>
      [one.split(/[\s,;|]+/), other.split(/[\s,;|]+/)].some(
        (parts, index) => parts.length > 1 && parts.includes(index === 0 ? other : one),
      ),
  ],
  [
    'in that one has more at the end: who compares only the beginning takes both for one',
    (one, other) => one.startsWith(other) || other.startsWith(one),
  ],
  [
    'in that one has more at the beginning: who compares only the end takes both for one',
    (one, other) => one.endsWith(other) || other.endsWith(one),
  ],
  ['in that one is a part of the other', (one, other) => one.includes(other) || other.includes(one)],
  [
    'only in the order of the characters',
    (one, other) => [...one].sort().join('') === [...other].sort().join(''),
  ],
  ['in some characters, though they have the same length', (one, other) => one.length === other.length],
]

/** In words, in what two texts differ: "only in a slash at the end"; null when nothing special can be said. */
export const differenceOf = (one: string, other: string): string | null =>
  differences.find(([, fits]) => fits(one, other))?.[0] ?? null
