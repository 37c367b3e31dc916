/** Functions that a hidden test passes as arguments: they return what the calls of a question are given. */
import * as p from './primordials.ts'

export type Given = {
  /** What the calls that follow are given, by name. */
  give: (values: Record<string, unknown>) => void
  /** A function that returns what is given under a name at the time when it is called. */
  functionOf: (name: string) => () => unknown
}

export function createGiven(): Given {
  let given: object = {}
  return {
    give(values) {
      given = values
    },
    functionOf: name => () => p.getOwnPropertyDescriptor(given, name)?.value,
  }
}
