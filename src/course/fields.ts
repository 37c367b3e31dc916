import { CourseError } from './errors.ts'
import type { FrontMatter } from './front-matter.ts'

/** Reads typed values from front matter; each method throws CourseError `malformed` with the line of the field. */
export type FieldReader = {
  string(name: string): string
  /** A field that may be left out. */
  optionalString(name: string): string | null
  positiveInteger(name: string): number
  strings(name: string): string[]
  /** A list that may be left out. */
  optionalStrings(name: string): string[]
  /** A list of mappings that each have an `id` and a `title`, and nothing else but what `optional` names. */
  titled<Key extends string = never>(
    name: string,
    optional?: readonly Key[],
  ): ({ id: string; title: string } & { [key in Key]?: string })[]
  /** `true` or `false`; false when it is left out. */
  optionalFlag(name: string): boolean
  /** Refuses names that are not in the list, so that a typo is not silently ignored. */
  only(names: readonly string[]): void
  lineOf(name: string): number
}

/** Wraps parsed front matter; `file` is named in errors. */
export function readFields({ fields }: FrontMatter, file: string): FieldReader {
  const lineOf = (name: string) => fields.get(name)?.line ?? 1
  const fail = (name: string, message: string): never => {
    throw new CourseError('malformed', file, lineOf(name), `${name}: ${message}`)
  }
  const value = (name: string) => fields.get(name)?.value ?? fail(name, 'is missing from the front matter')
  const isString = (candidate: unknown): candidate is string =>
    typeof candidate === 'string' && candidate.trim() !== ''

  const string = (name: string): string => {
    const found = value(name)
    return isString(found) ? found : fail(name, 'must be a string')
  }
  const list = (name: string): unknown[] => {
    const found = value(name)
    return Array.isArray(found) && found.length > 0
      ? found
      : fail(name, 'must be a list with at least one entry')
  }
  return {
    string,
    optionalString: name => (fields.has(name) ? string(name) : null),
    positiveInteger(name) {
      const found = value(name)
      return Number.isInteger(found) && (found as number) > 0
        ? (found as number)
        : fail(name, 'must be a whole number above 0')
    },
    strings: name =>
      list(name).map(entry => (isString(entry) ? entry : fail(name, 'every entry must be a string'))),
    optionalStrings: name =>
      fields.has(name)
        ? list(name).map(entry => (isString(entry) ? entry : fail(name, 'every entry must be a string')))
        : [],
    titled<Key extends string>(name: string, optional: readonly Key[] = []) {
      return list(name).map(entry => {
        const { id, title, ...more } = (entry ?? {}) as Record<string, unknown>
        const rest = Object.entries(more)
        const isKnown = rest.every(
          ([key, text]) => (optional as readonly string[]).includes(key) && isString(text),
        )
        if (!isString(id) || !isString(title) || !isKnown)
          return fail(name, 'every entry must have an id and a title, and nothing else that is not a field')
        return { id, title, ...(more as { [key in Key]?: string }) }
      })
    },
    optionalFlag(name) {
      const found = fields.has(name) ? value(name) : false
      return typeof found === 'boolean' ? found : fail(name, 'must be true or false')
    },
    only(names) {
      for (const name of fields.keys()) {
        if (!names.includes(name)) fail(name, `is not a field of this front matter (${names.join(', ')})`)
      }
    },
    lineOf,
  }
}
