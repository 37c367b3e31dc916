/**
 * Searches that instrumented code hands over to JavaScript itself: nothing of them is in its own source, so they are
 * counted where they are called.
 */
import * as p from './primordials.ts'
import type { Watcher } from './watch.ts'

type AnyFunction = (...args: unknown[]) => unknown

/** Methods that call a function for one item after the other, and may stop before the last. */
const WITH_FUNCTION = ['some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex']
/** Methods that look for a value, and stop where it is. */
const WITH_VALUE = ['includes', 'indexOf', 'lastIndexOf']
/** Methods of a set that look for the members of one set in another, and stop where the answer is known. */
const OF_TWO_SETS = ['isSubsetOf', 'isSupersetOf', 'isDisjointFrom']

const setForEach = Set.prototype.forEach

/** Wraps them; must run before learner code is loaded. */
export function wrapSearches(watcher: Watcher): void {
  const lists = [Array.prototype, p.getPrototypeOf(Uint8Array.prototype) as object]
  for (const prototype of lists) {
    for (const name of WITH_FUNCTION) countCalls(prototype, name, watcher)
    for (const name of WITH_VALUE) countPlaces(prototype, name, watcher)
  }
  for (const name of OF_TWO_SETS) countMembers(name, watcher)
  const iterators = p.getPrototypeOf(p.getPrototypeOf([].values()) as object) as object
  for (const name of ['some', 'every', 'find']) countCalls(iterators, name, watcher)
}

function replace(owner: object, name: string, make: (original: AnyFunction) => AnyFunction): void {
  const original = p.getOwnPropertyDescriptor(owner, name)?.value as AnyFunction | undefined
  if (original === undefined) return
  const wrapped = make(original)
  p.defineProperty(wrapped, 'name', { value: name, configurable: true })
  p.defineProperty(owner, name, { value: wrapped, writable: true, enumerable: false, configurable: true })
}

/** Each item that the function is asked about is a piece of work, also when the function is a built-in one. */
function countCalls(owner: object, name: string, { work }: Watcher): void {
  replace(
    owner,
    name,
    original =>
      function (this: unknown, ...args: unknown[]): unknown {
        const look = args[0]
        if (typeof look !== 'function') return p.apply(original, this, args)
        const counted = function (this: unknown, ...given: unknown[]): unknown {
          work()
          return p.apply(look as AnyFunction, this, given)
        }
        return p.apply(original, this, [counted, args[1]])
      },
  )
}

/** Each item up to the one that is found is a piece of work. */
function countPlaces(owner: object, name: string, { work }: Watcher): void {
  const indexOf = p.getOwnPropertyDescriptor(owner, 'indexOf')?.value as AnyFunction
  replace(
    owner,
    name,
    original =>
      function (this: unknown, ...args: unknown[]): unknown {
        const list = this as { length?: unknown } | null | undefined
        const length = typeof list?.length === 'number' ? list.length : 0
        const place = p.apply(indexOf, this, [args[0]]) as number
        const items = place === -1 ? length : place + 1
        for (let item = 0; item < items; item++) work()
        return p.apply(original, this, args)
      },
  )
}

/** Each member up to the one that decides is a piece of work. */
function countMembers(name: string, { work }: Watcher): void {
  replace(
    Set.prototype,
    name,
    original =>
      function (this: unknown, ...args: unknown[]): unknown {
        const other = args[0]
        if (p.isSet(this) && p.isSet(other)) {
          const from = name === 'isSubsetOf' ? this : other
          const into = from === this ? other : this
          let isDecided = false
          p.apply(setForEach, from, [
            (member: unknown) => {
              if (isDecided) return
              work()
              isDecided = (p.apply(p.setHas, into, [member]) as boolean) === (name === 'isDisjointFrom')
            },
          ])
        }
        return p.apply(original, this, args)
      },
  )
}
