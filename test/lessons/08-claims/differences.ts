/** How two texts differ that a careless comparison takes for one. */
import { show } from '../../../src/grader/kit/index.ts'

/** A value as it is shown, with characters that are not seen or look like others as escapes. */
export const visible = (value: unknown): string =>
  show(value, 60).replace(
    /[\u0080-\u00bf\u0400-\u04ff\u2000-\u200f\u2028\u2029\ufeff]|\p{Mn}/gu,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
type Fits = (one: string, other: string) => boolean
const sameAs =
  (change: (text: string) => string): Fits =>
  (one, other) =>
    change(one) === change(other)
const sameWithout = (what: RegExp): Fits => sameAs(text => text.replace(what, ''))
/** It holds for one beside the other, whichever is which. */
const eitherWay =
  (fits: Fits): Fits =>
  (one, other) =>
    fits(one, other) || fits(other, one)

/** In what two texts differ that a careless comparison takes for one; the first that fits. */
const differences: [words: string, fits: Fits][] = [
  ['only in upper and lower case', sameAs(text => text.toUpperCase())],
  ['only in upper and lower case', sameAs(text => text.toLocaleLowerCase('tr'))],
  ['only in spaces at the ends', sameAs(text => text.trim())],
  ['only in quotes around one of them', sameWithout(/^["']|["']$/g)],
  ['only in a slash at the end', sameWithout(/\/+$/)],
  ['only in a character that is not seen', sameWithout(/\p{Cc}|\p{Cf}/gu)],
  ['only in the kind of spaces', sameAs(text => text.replace(/\s+/g, ' '))],
  ['only in the way a character is written', sameAs(text => text.normalize('NFKD'))],
  ['only in percent signs with two digits', sameAs(percentDecoded)],
  ['only in what is before //', sameWithout(/^(?:[a-z]+:)?\/\//i)],
  ['only in the port', sameWithout(/:\d+(?=\/|$)/)],
  ['only in www at the beginning', sameWithout(/(?<=^|\/\/)www\./)],
  ['only in what follows a # or ?', sameWithout(/[#?].*$/s)],
  ['only in - and _', sameWithout(/[-_]/g)],
  ['only in the upper bits of a character', sameAs(text => Buffer.from(text, 'latin1').toString('hex'))],
  [
    'only in a letter of another alphabet that looks the same',
    sameAs(text => text.replaceAll('\u0430', 'a')),
  ],
  [
    'in that one is a number, or * or a pattern, that stands for the other',
    eitherWay((one, other) => /^[\d.x_]+$/.test(one + other) || /^[.*]*\*$/.test(one)),
  ],
  ['in that one is empty', eitherWay(one => one === '')],
  [
    'in that one is a list with the other in it',
    eitherWay((one, other) => {
      const parts = one.split(/[\s,;|]+/)
      return parts.length > 1 && parts.includes(other)
    }),
  ],
  [
    'in that one has more at the end: a comparison of the beginning takes both for one',
    eitherWay((one, other) => one.startsWith(other)),
  ],
  [
    'in that one has more at the beginning: a comparison of the end takes both for one',
    eitherWay((one, other) => one.endsWith(other)),
  ],
  ['in that one is a part of the other', eitherWay((one, other) => one.includes(other))],
  ['only in the order of the characters', sameAs(text => [...text].sort().join(''))],
]

/** In words, in what two texts differ: "only in a slash at the end"; null when nothing special can be said. */
export const differenceOf = (one: string, other: string): string | null =>
  differences.find(([, fits]) => fits(one, other))?.[0] ?? null
