/** The calls of watched built-ins that learner code made, for the answer to the call in which it made them. */
import { watches } from 'virtual:capabilities'
import type { CalledBuiltin } from '../protocol.ts'
import * as p from './primordials.ts'

/** How many calls of one question are told. */
const MAX_NOTED = 10_000

export type WatchedCalls = {
  /** What the hidden test gives for the calls of a question, by the name of what is watched. */
  give: (given: Record<string, unknown>) => void
  /** What was noted since the last call of this function. */
  take: () => CalledBuiltin[]
}

/** Installs what a lesson watches; before learner code is loaded. @throws Error when there is none of a name */
export function watchBuiltins(names: readonly string[]): WatchedCalls {
  let noted: CalledBuiltin[] = []
  let count = 0
  const installed = names.map(name => {
    const watch = watches[name]
    if (watch === undefined) throw new Error(`There is nothing called ${name} to watch.`)
    const { give } = watch.install((called, details) => {
      if (count++ < MAX_NOTED)
        p.append(noted, { name: called, details: { type: 'object', name: null, entries: details } })
    })
    return { name, give }
  })
  return {
    give(given) {
      count = 0
      noted = []
      for (let index = 0; index < installed.length; index++) {
        const { name, give } = installed[index] as (typeof installed)[number]
        give?.(p.getOwnPropertyDescriptor(given, name)?.value)
      }
    },
    take() {
      const taken = noted
      noted = []
      return taken
    },
  }
}
