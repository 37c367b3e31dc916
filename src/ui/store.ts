import type { Action } from './state/actions.ts'
import { reducer } from './state/reducer.ts'
import type { State } from './state/state.ts'

/** Holds the state, outside of React so that a verdict does not wait for a component. */
export type Store = {
  get(): State
  dispatch(action: Action): void
  /** Calls back after each change. The result ends it. */
  subscribe(listener: () => void): () => void
}

/** A store of one window. */
export function createStore(initial: State): Store {
  let state = initial
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    dispatch(action) {
      const next = reducer(state, action)
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
