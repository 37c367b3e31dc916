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

/**
 * A list of strings without commas and quotes: `strings` with blanks and line breaks between them. A blank in a string is
 * written `\x20`; the other escapes are those of JavaScript.
 */
export const strings = ({ raw }: TemplateStringsArray): string[] =>
  raw
    .join('')
    .split(/[ \n]+/)
    .filter(text => text !== '')
    .map(unescaped)

const ESCAPE = /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|(.))/gi
const CONTROLS: Record<string, string> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', b: '\b', 0: '\0' }

const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, long?: string, short?: string, byte?: string, character = '') => {
    const digits = long ?? short ?? byte
    return digits === undefined
      ? (CONTROLS[character] ?? character)
      : String.fromCodePoint(Number.parseInt(digits, 16))
  })
