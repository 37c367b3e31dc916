import fc from 'fast-check'
import type { Scheme } from '../scheme.ts'
import type { Attempt, Kind } from '../types.ts'

/** What every kind of a token target is made for. */
export type TokenWorld = {
  scheme: Scheme
  /** Claims of a token that is valid but for its damage. */
  claims: fc.Arbitrary<Record<string, unknown>>
  /** The arguments that a token goes to the function with. */
  argsFor: (token: string) => unknown[]
}

/** A token and what was done to it. */
export type Damaged = { token: string; note: string }

/** A kind whose attempts are tokens. */
export function tokenKind(
  world: TokenWorld,
  about: Omit<Kind, 'attempts'>,
  damaged: fc.Arbitrary<Damaged>,
): Kind {
  const attempts = damaged.map(
    ({ token, note }): Attempt => ({ args: world.argsFor(token), shown: token, note }),
  )
  return { ...about, attempts }
}

/** One of several arbitraries, evenly. */
export const oneOf = <T>(...arbitraries: fc.Arbitrary<T>[]): fc.Arbitrary<T> => fc.oneof(...arbitraries)

/** One of several values, evenly. */
export const anyOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)

/** A place in something of this length. */
export const placeIn = (length: number): fc.Arbitrary<number> => fc.nat(Math.max(0, length - 1))
