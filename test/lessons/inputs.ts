/** Inputs that hidden tests of several lessons are made of. */

/** The whole numbers from one to the other, both included. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** An object of this many members. */
export const members = (count: number): Record<string, unknown> =>
  Object.fromEntries(range(1, count).map(number => [`member${number}`, number]))

/** Objects within objects, this many levels deep. */
export const nested = (levels: number): Record<string, unknown> =>
  levels === 0 ? {} : { in: nested(levels - 1) }
