/** Inputs that hidden tests of several lessons are made of. */
import type { Learner } from '../../src/grader/kit/index.ts'

/** The whole numbers from one to the other, both included. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** An object of this many members. */
export const members = (count: number): Record<string, unknown> =>
  Object.fromEntries(range(1, count).map(number => [`member${number}`, number]))

/** Objects within objects, this many levels deep. */
export const nested = (levels: number): Record<string, unknown> =>
  levels === 0 ? {} : { in: nested(levels - 1) }

/** The bytes with these bits of one of them turned over. */
export const flipped = (original: Uint8Array, index: number, bits: number): Uint8Array =>
  original.map((byte, at) => (at === index ? byte ^ bits : byte))

/** Random bytes of a length, and the same with one byte changed: at both ends, in the middle, and anywhere. */
export function alike(learner: Learner, length: number): Uint8Array[] {
  const content = learner.randomBytes(length)
  const places = [0, Math.floor(learner.random() * length), length >> 1, length - 1]
  return [content, ...places.map(at => flipped(content, at, 0x80))]
}
