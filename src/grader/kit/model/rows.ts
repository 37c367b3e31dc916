/** Helpers to write rows of inputs. */
import type { Learner } from '../learner.ts'

/** Every combination of one value of each list. */
export function combinations<T extends readonly (readonly unknown[])[]>(
  ...lists: T
): { [K in keyof T]: T[K][number] }[] {
  return lists.reduce<unknown[][]>(
    (rows, list) => rows.flatMap(row => list.map(value => [...row, value])),
    [[]],
  ) as { [K in keyof T]: T[K][number] }[]
}

/** An object without the members that are undefined. */
export function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

/** One of the values, by a random number. */
export function pick<T>(learner: Learner, values: readonly T[]): T {
  return values[Math.floor(learner.random() * values.length)] as T
}
