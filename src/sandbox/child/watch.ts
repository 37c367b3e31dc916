/** Counts the work of a call, and sees comparisons that stop at the first difference. */
import assert from 'node:assert'
import module from 'node:module'
import util from 'node:util'
import type { Watched } from '../types.ts'
import { createForms, type Forms } from './byte-encodings.ts'
import * as p from './primordials.ts'

export type Watcher = {
  /** Called by instrumented code wherever it does a piece of work. */
  work: () => void
  /** Called by instrumented code instead of a comparison. */
  compare: (operator: string, left: unknown, right: unknown) => boolean
  /** Called by instrumented code with the name under which a member is looked up; gives it back. */
  seeKey: (name: unknown) => unknown
  /** Called by instrumented code with the value of a switch and of one of its cases; gives the latter back. */
  seeCase: (value: unknown, label: unknown) => unknown
  start: (comparisonsOf: ArrayBuffer[]) => void
  stop: () => Watched
}

/** How many comparisons of one call are told. */
const MAX_EARLY_EXITS = 20

const OPERATORS: Record<string, (left: never, right: never) => boolean> = {
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  // biome-ignore lint/suspicious/noDoubleEquals: the learner's own operator is carried out.
  '==': (left, right) => left == right,
  // biome-ignore lint/suspicious/noDoubleEquals: the learner's own operator is carried out.
  '!=': (left, right) => left != right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  in: (left, right) => left in (right as object),
}
/** Of two objects these compare which they are, not what is in them. */
const EQUALITY = ['===', '!==', '==', '!=']
/** Sets and maps with more keys than this hold more than two digests to compare. */
const MAX_KEYS = 16

/** Makes a watcher and wraps the built-ins that compare; must run before learner code is loaded. */
export function createWatcher(): Watcher {
  let work = 0
  let earlyExits: string[] = []
  /** The byte strings of the call that is watched; null between calls. */
  let forms: Forms | null = null
  const operators = p.createObject(null) as Record<string, (left: unknown, right: unknown) => boolean>
  for (const [name, run] of Object.entries(OPERATORS))
    operators[name] = run as (l: unknown, r: unknown) => boolean

  const see = (what: string, left: unknown, right: unknown): void => {
    if (forms === null || earlyExits.length >= MAX_EARLY_EXITS) return
    // What stands at the right is the shorter one more often: a character that an alphabet is searched for.
    if (forms.has(right) && forms.has(left)) p.append(earlyExits, what)
  }
  const seeEquality: See = (what, left, right) => {
    if (!isObject(left) || !isObject(right)) see(what, left, right)
  }
  /** A digest as the name of a member, or as a key, is compared with what is there already. */
  const seeKey = (what: string, key: unknown): void => {
    if (forms !== null && typeof key === 'string') see(what, key, key)
  }
  const seeWithin: See = (what, left, right) => {
    if (forms === null || earlyExits.length >= MAX_EARLY_EXITS) return
    if (forms.hasWithin(left) && forms.hasWithin(right)) p.append(earlyExits, what)
  }
  wrapComparisons(see, seeEquality, seeWithin)
  wrapKeys(seeEquality)
  wrapNames(seeKey)
  wrapCollator(see)

  return {
    work() {
      work++
    },
    compare(operator, left, right) {
      if (operator === 'in') seeKey('in', left)
      else if (p.includes(EQUALITY, operator)) seeEquality(operator, left, right)
      else see(operator, left, right)
      return (operators[operator] as (left: unknown, right: unknown) => boolean)(left, right)
    },
    seeCase(value, label) {
      seeEquality('switch', value, label)
      return label
    },
    seeKey(name) {
      seeKey('[name]', name)
      return name
    },
    start(comparisonsOf) {
      earlyExits = []
      work = 0
      forms = createForms(comparisonsOf)
    },
    stop() {
      forms = null
      return { work, earlyExits }
    },
  }
}

type See = (what: string, left: unknown, right: unknown) => void
type AnyFunction = (...args: unknown[]) => unknown

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** Puts a look at what a function is called with before the function. */
function wrap(owner: object, name: string, look: (self: unknown, args: unknown[]) => void): void {
  const original = p.getOwnPropertyDescriptor(owner, name)?.value as AnyFunction | undefined
  if (original === undefined) return
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    look(this, args)
    return p.apply(original, this, args)
  }
  p.defineProperty(wrapped, 'name', { value: name, configurable: true })
  p.defineProperty(owner, name, { value: wrapped, writable: true, enumerable: false, configurable: true })
}

/** Wraps the look-up of a key in a small set or map: it is compared with the keys that are there. */
function wrapKeys(see: See): void {
  const forEachKey = (owner: object, isOne: (value: unknown) => boolean, names: string[]): void => {
    const prototype = owner as { forEach: AnyFunction }
    const forEach = prototype.forEach
    const sizeOf = p.getOwnPropertyDescriptor(owner, 'size')?.get as () => number
    for (const name of names) {
      wrap(owner, name, (self, args) => {
        if (typeof args[0] !== 'string' || !isOne(self) || p.apply(sizeOf, self, []) > MAX_KEYS) return
        p.apply(forEach, self, [(_value: unknown, key: unknown) => see(`a key's look-up`, key, args[0])])
      })
    }
  }
  // A set of two that has one member says that they are equal.
  forEachKey(Set.prototype, p.isSet, ['has', 'add', 'delete'])
  forEachKey(Map.prototype, p.isMap, ['has', 'get', 'set', 'delete', 'getOrInsert', 'getOrInsertComputed'])
  wrapSets(see)
}

/** Methods of a set that compare its members with those of another one. */
const OF_TWO_SETS = [
  'union',
  'intersection',
  'difference',
  'symmetricDifference',
  'isSubsetOf',
  'isSupersetOf',
  'isDisjointFrom',
]

/** Wraps what compares two sets: the engine asks neither of them by its methods. */
function wrapSets(see: See): void {
  const { forEach } = Set.prototype
  const sizeOf = p.getOwnPropertyDescriptor(Set.prototype, 'size')?.get as () => number
  const isSmall = (value: unknown): value is Set<unknown> =>
    p.isSet(value) && p.apply(sizeOf, value, []) <= MAX_KEYS
  for (const name of OF_TWO_SETS)
    wrap(Set.prototype, name, (self, args) => {
      const other = args[0]
      if (!isSmall(self) || !isSmall(other)) return
      p.apply(forEach, self, [
        (left: unknown) => p.apply(forEach, other, [(right: unknown) => see(`Set.${name}`, left, right)]),
      ])
    })
}

/** Wraps the look for a member or a symbol by its name. */
function wrapNames(seeKey: (what: string, key: unknown) => void): void {
  wrap(Symbol, 'for', (_self, args) => seeKey('Symbol.for', args[0]))
  wrap(Object, 'hasOwn', (_self, args) => seeKey('Object.hasOwn', args[1]))
  wrap(Object.prototype, 'hasOwnProperty', (_self, args) => seeKey('hasOwnProperty', args[0]))
  for (const name of ['has', 'get', 'set', 'defineProperty', 'deleteProperty', 'getOwnPropertyDescriptor'])
    wrap(Reflect, name, (_self, args) => seeKey(`Reflect.${name}`, args[1]))
  for (const name of ['defineProperty', 'getOwnPropertyDescriptor'])
    wrap(Object, name, (_self, args) => seeKey(`Object.${name}`, args[1]))
  for (const name of ['propertyIsEnumerable', '__lookupGetter__', '__lookupSetter__', '__defineGetter__'])
    wrap(Object.prototype, name, (_self, args) => seeKey(name, args[0]))
  for (const name of ['has', 'get', 'getAll', 'delete', 'set'])
    wrap(URLSearchParams.prototype, name, (_self, args) => {
      seeKey(`URLSearchParams.${name}`, args[0])
      // These two may be asked for a value as well.
      if (name === 'has' || name === 'delete') seeKey(`URLSearchParams.${name}`, args[1])
    })
  wrap(Object, 'fromEntries', (_self, args) => {
    const entries = args[0]
    if (!p.arrayIsArray(entries) || entries.length > MAX_KEYS) return
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index] as unknown
      if (p.arrayIsArray(entry)) seeKey('Object.fromEntries', entry[0])
    }
  })
  for (const owner of [Object, Map] as { groupBy?: AnyFunction }[]) {
    const groupBy = owner.groupBy
    if (groupBy === undefined) continue
    const grouped = function (this: unknown, items: unknown, keyOf: unknown): unknown {
      const seen = (...given: unknown[]): unknown => {
        const key = p.apply(keyOf as AnyFunction, undefined, given)
        seeKey('groupBy', key)
        return key
      }
      return p.apply(groupBy, this, [items, typeof keyOf === 'function' ? seen : keyOf])
    }
    p.defineProperty(owner, 'groupBy', { value: grouped, writable: true, configurable: true })
  }
}

/** Wraps the function that a collator gives out to compare with. */
function wrapCollator(see: See): void {
  const prototype = Intl.Collator.prototype
  const compareOf = p.getOwnPropertyDescriptor(prototype, 'compare')?.get as AnyFunction
  p.defineProperty(prototype, 'compare', {
    get(this: unknown) {
      const compare = p.apply(compareOf, this, []) as AnyFunction
      return (left: unknown, right: unknown) => {
        see('Intl.Collator', left, right)
        return compare(left, right)
      }
    },
    configurable: true,
  })
}

/** Wraps what compares two values in Node and JavaScript. */
function wrapComparisons(see: See, seeEquality: See, seeWithin: See): void {
  const method = (owner: object, name: string, what: string): void =>
    wrap(owner, name, (self, args) => see(what, unboxed(self), args[0]))
  const twoArguments = (owner: object, name: string, what: string): void =>
    wrap(owner, name, (_self, args) => see(what, args[0], args[1]))
  const deep = (owner: object, name: string, what: string): void =>
    wrap(owner, name, (_self, args) => seeWithin(what, args[0], args[1]))
  const equality = (owner: object, name: string, what: string): void =>
    wrap(owner, name, (_self, args) => seeEquality(what, args[0], args[1]))
  const search = (name: string): void =>
    wrap(Array.prototype, name, (self, args) => {
      if (!p.arrayIsArray(self) || self.length > 16) return
      for (let index = 0; index < self.length; index++) seeEquality(`Array.${name}`, self[index], args[0])
    })

  twoArguments(p.BufferClass, 'compare', 'Buffer.compare')
  for (const name of ['equals', 'compare', 'indexOf', 'lastIndexOf', 'includes'])
    method(p.bufferPrototype, name, `Buffer.${name}`)
  for (const name of [
    'includes',
    'startsWith',
    'endsWith',
    'indexOf',
    'lastIndexOf',
    'localeCompare',
    'search',
    'match',
    'replace',
    'replaceAll',
    'split',
  ]) {
    method(String.prototype, name, `String.${name}`)
  }
  for (const name of ['includes', 'indexOf', 'lastIndexOf']) search(name)
  for (const name of ['sort', 'toSorted']) wrapSorting(name, see)
  // All that applies a pattern to a text asks exec.
  wrap(RegExp.prototype, 'exec', (self, args) => see('a pattern', withoutAnchors(self), args[0]))
  equality(Object, 'is', 'Object.is')
  // Newer Nodes have a class whose objects have these methods as well.
  const { Assert } = assert as unknown as { Assert?: { prototype: object } }
  for (const owner of [assert, assert.strict, ...(Assert === undefined ? [] : [Assert.prototype])]) {
    for (const name of [
      'deepStrictEqual',
      'deepEqual',
      'notDeepStrictEqual',
      'notDeepEqual',
      'partialDeepStrictEqual',
    ])
      deep(owner, name, `assert.${name}`)
    for (const name of ['strictEqual', 'equal', 'notStrictEqual', 'notEqual'])
      equality(owner, name, `assert.${name}`)
  }
  // The class knows its own two by what they are, and would take others for their opposites.
  for (const owner of [assert, assert.strict]) {
    for (const name of ['match', 'doesNotMatch'])
      wrap(owner, name, (_self, args) => see(`assert.${name}`, withoutAnchors(args[1]), args[0]))
  }
  deep(util, 'isDeepStrictEqual', 'util.isDeepStrictEqual')
  deep(util, 'diff', 'util.diff')
  module.syncBuiltinESMExports()
}

/** Wraps a sort that is given no function to compare with: the engine then compares strings. */
function wrapSorting(name: string, see: See): void {
  const original = (Array.prototype as unknown as Record<string, AnyFunction>)[name] as AnyFunction
  const byStrings = (left: unknown, right: unknown): number => {
    const one = `${left}`
    const other = `${right}`
    see(`Array.${name}`, one, other)
    return one < other ? -1 : one > other ? 1 : 0
  }
  const sort = function (this: unknown, compare: unknown): unknown {
    return p.apply(original, this, [compare === undefined ? byStrings : compare])
  }
  p.defineProperty(sort, 'name', { value: name, configurable: true })
  p.defineProperty(Array.prototype, name, { value: sort, writable: true, configurable: true })
}

const sourceOf = p.getOwnPropertyDescriptor(RegExp.prototype, 'source')?.get as () => string

/** The text that a pattern stands for when nothing in it is special; undefined for what is no pattern. */
function withoutAnchors(value: unknown): string | undefined {
  if (!p.isRegExp(value)) return undefined
  const source = p.apply(sourceOf, value, []) as string
  const start = source[0] === '^' ? 1 : 0
  return p.slice(source, start, source[source.length - 1] === '$' ? source.length - 1 : source.length)
}

const stringValueOf = String.prototype.valueOf

/** A method of a text may be called on a boxed one. */
function unboxed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !p.isStringObject(value)) return value
  return p.apply(stringValueOf, value, [])
}
