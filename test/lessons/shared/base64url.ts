/** What the lessons about base64url share: the alphabet, wrong ones, and bytes that show mistakes. */
import { bytes } from '../../../src/grader/kit/index.ts'
import { range } from '../inputs.ts'

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Alphabets that people reach for from memory. */
export const OTHER_ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_',
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz-_',
  '-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
  './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
]

/** Each `-` as `_`, and each `_` as `-`. */
export const swapped = (text: string): string =>
  text.replace(/[-_]/g, character => (character === '-' ? '_' : '-'))

/** The six-bit values of group number `value` of those below. */
export const sixesOfGroup = (value: number): number[] => [
  ...[value, 63 - value, (value * 5 + 1) & 63, (value * 11 + 7) & 63],
]

/** Groups of three bytes that together have each of the 64 values at each of the four places. */
export const everyValueAtEveryPlace = range(0, 63).map(value => {
  const bits = sixesOfGroup(value).reduce((all, six) => (all << 6) | six, 0)
  return bytes(bits >> 16, (bits >> 8) & 0xff, bits & 0xff)
})

/** Groups with zero bytes in the middle, at the beginning and at the end; those first that tell most when they fail. */
export const groupsWithZeros = [2, 4, 1, 5, 6, 3, 7, 0].flatMap(zeros =>
  [0x01, 0xff].map(value => bytes(...[4, 2, 1].map(bit => (zeros & bit ? 0 : value)))),
)

/** Bytes of every length up to 80, twice. */
export const ofEveryLength = range(0, 80).flatMap(length => [
  new Uint8Array(length).fill(length % 2 === 0 ? 0 : 0xff),
  Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 0xff),
])

/** All the bytes from 0 to 255, forwards and backwards, from each of six beginnings. */
export const allBytes = range(0, 5)
  .map(first => Uint8Array.from(range(first, 255)))
  .flatMap(content => [content, content.toReversed()])
