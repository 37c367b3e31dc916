/** Errors outside of a call: rejected promises that nobody handles, and errors in microtasks and timers. */
import { EventEmitter } from 'node:events'
import * as p from './primordials.ts'

export type RawFault = { cause: 'unhandled-rejection' | 'crash'; reason: unknown }

export type Faults = {
  /** Carries out all microtasks that are due, and returns the first fault since the last call; null if there is none. */
  settle: () => RawFault | null
  /** The first fault since the last call, without carrying out anything. */
  take: () => RawFault | null
  /** A rejection of this promise is no fault: it is known already that a promise came back. */
  ignore: (promise: object) => void
}

/**
 * Takes the events of the real process into our hands. Learner code gets none of them: with a changed
 * `EventEmitter.prototype.emit` it would see the real process as `this`.
 * @param onIdle called when nothing is left that could ever happen
 * @param onFault called at once when a fault is noted
 */
export function watchFaults(real: NodeJS.Process, onIdle: () => void, onFault: () => void): Faults {
  const runMicrotasks = (real as unknown as { _tickCallback: () => void })._tickCallback
  const ignored = new p.WeakSetClass<object>()
  let first: RawFault | null = null

  const note = (cause: RawFault['cause'], reason: unknown): true => {
    first ??= { cause, reason }
    onFault()
    return true
  }
  const emit = (event: unknown, reason: unknown, promise: unknown): boolean => {
    if (event === 'unhandledRejection') {
      return (p.apply(p.weakSetHas, ignored, [promise]) as boolean) || note('unhandled-rejection', reason)
    }
    if (event === 'uncaughtException') return note('crash', reason)
    if (event === 'beforeExit') onIdle()
    return false
  }
  for (const name of Reflect.ownKeys(EventEmitter.prototype)) {
    const value = p.getOwnPropertyDescriptor(EventEmitter.prototype, name)?.value as unknown
    if (typeof value === 'function' && name !== 'constructor')
      p.defineProperty(real, name, { value: name === 'emit' ? emit : value })
  }
  return {
    ignore(promise) {
      p.apply(p.weakSetAdd, ignored, [promise])
    },
    take() {
      const fault = first
      first = null
      return fault
    },
    settle() {
      try {
        p.apply(runMicrotasks, real, [])
      } catch (reason) {
        // What process.nextTick was given throws through to here.
        note('crash', reason)
      }
      const fault = first
      first = null
      return fault
    },
  }
}
