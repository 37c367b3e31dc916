import { useSyncExternalStore } from 'react'
import type { State } from '../state/state.ts'
import type { Store } from '../store.ts'

/** The state of the window; a component that uses it is drawn again when it changes. */
export function useStore(store: Store): State {
  return useSyncExternalStore(store.subscribe, store.get)
}
