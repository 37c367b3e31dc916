/** Functions that a hidden test passes as arguments: they return what the calls of a question are given. */
import * as p from './primordials.ts'

let given: object = {}

/** What the calls that follow are given, by name. */
export function setGiven(values: Record<string, unknown>): void {
  given = values
}

/** A function that returns what is given under a name at the time when it is called. */
export function givenFunction(name: string): () => unknown {
  return () => p.getOwnPropertyDescriptor(given, name)?.value
}
