/** Puts something else in the place of globals and members, before learner code is loaded. */
import * as p from './primordials.ts'
import type { Refuser } from './refuse.ts'

/** Replaces a global that code may replace again. */
export function replaceGlobal(name: string, value: unknown): void {
  // Redefining a lazy global would load what is behind it (a whole HTTP client, for fetch); deleting does not.
  Reflect.deleteProperty(globalThis, name)
  p.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true })
}

/** A stand-in that stays: Node's own code may ask the global object for Buffer, and must get none of the learner's. */
export function fixGlobal(name: string, value: unknown): void {
  Reflect.deleteProperty(globalThis, name)
  p.defineProperty(globalThis, name, { value, writable: false, enumerable: false, configurable: false })
}

/** Replaces a member of a built-in module. */
export function replaceMember(owner: object, name: PropertyKey, value: unknown): void {
  p.defineProperty(owner, name, { value, writable: true, enumerable: true, configurable: true })
}

/** A stand-in that says why, whatever is done with it. */
export function takenAway(refuser: Refuser, what: string, why: string): object {
  const refuse = (): never => refuser.refuse({ what, kind: 'taken-away', message: `${what} ${why}` })
  const isInstance = (): boolean => false
  // A class can be called with `new`; without that, code that tries hears that this is no constructor.
  return new Proxy(class {} as object, {
    get: (_target, key) => (key === Symbol.hasInstance ? isInstance : refuse()),
    getOwnPropertyDescriptor: refuse,
    apply: refuse,
    construct: refuse,
  })
}
