/** Turns any value of learner code into plain data, without trusting it. */
import type { WireDescribed as Described } from '../protocol.ts'
import * as p from './primordials.ts'

const least = Math.min
const MAX_DEPTH = 24
const MAX_MEMBERS = 50_000
const MAX_MEMBERS_OF_ALL = 1_000_000
const MAX_TEXT = 8_000_000
/** Longer numbers are written in decimal, and read by the host, in a time that grows faster than they do. */
const MAX_HEX_DIGITS = 4096

/** How many members may still be described; shared by all answers to one question. */
export type Budget = { members: number }

/** The bound for all the answers to one question. */
export function createBudget(): Budget {
  return { members: MAX_MEMBERS_OF_ALL }
}

/**
 * Describes a value that learner code returned or threw.
 * Reading a member may run a getter of theirs; when that throws, the value is exotic, in words.
 */
export function describe(value: unknown, all: Budget = createBudget()): Described {
  const budget = { members: least(all.members, MAX_MEMBERS) }
  const before = budget.members
  const described = describeAt(value, 0, [], budget)
  all.members -= before - budget.members
  return described
}

function exotic(text: string): Described {
  return { type: 'exotic', text }
}

function describeAt(
  value: unknown,
  depth: number,
  parents: object[],
  budget: { members: number },
): Described {
  switch (typeof value) {
    case 'undefined':
      return { type: 'undefined' }
    case 'boolean':
      return { type: 'boolean', value }
    case 'number':
      return { type: 'number', value }
    case 'bigint':
      return describeBigint(value)
    case 'string':
      if (value.length > MAX_TEXT) return exotic(`a string of ${value.length} characters`)
      return { type: 'string', value }
    case 'symbol':
      return exotic('a symbol')
    case 'function':
      return exotic('a function')
  }
  if (value === null) return { type: 'null' }
  const object = value as object
  if (p.isProxy(object)) return exotic('a Proxy')
  if (p.isPromise(object)) return { type: 'exotic', text: 'a Promise', is: 'promise' }
  try {
    return describeObject(object, depth, parents, budget)
  } catch {
    return exotic('an object that throws when it is read')
  }
}

function describeBigint(value: bigint): Described {
  const { length } = p.apply(p.bigintToString, value, [16]) as string
  if (length > MAX_HEX_DIGITS) return exotic(`a bigint of ${length} digits in hex`)
  return { type: 'bigint', value: p.apply(p.bigintToString, value, []) as string }
}

function describeObject(
  object: object,
  depth: number,
  parents: object[],
  budget: { members: number },
): Described {
  for (let index = 0; index < parents.length; index++) {
    if (parents[index] === object) return exotic('an object that contains itself')
  }
  if (p.isUint8Array(object)) return describeBytes(object)
  if (p.isNativeError(object) || inherits(object, p.errorPrototype)) return describeError(object)
  if (p.isGenerator(object)) return { type: 'exotic', text: 'a generator', is: 'generator' }
  const kind = otherKind(object)
  if (kind !== null) return exotic(kind)
  if (depth >= MAX_DEPTH) return exotic('an object nested too deeply')

  const path = p.listOf<object>(parents.length + 1)
  for (let index = 0; index < parents.length; index++) path[index] = parents[index] as object
  path[parents.length] = object

  if (p.arrayIsArray(object)) {
    const { length } = object
    if (length > budget.members) return exotic(`an array of ${length} items`)
    budget.members -= length
    const items = p.listOf<Described>(length)
    for (let index = 0; index < length; index++)
      items[index] = describeAt(object[index], depth + 1, path, budget)
    return { type: 'array', items }
  }
  const keys = p.ownKeys(object)
  if (keys.length > budget.members) return exotic('an object with very many members')
  budget.members -= keys.length
  const entries = p.listOf<[string, Described]>(keys.length)
  let count = 0
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string | symbol
    if (typeof key !== 'string') continue
    const descriptor = p.getOwnPropertyDescriptor(object, key)
    if (descriptor?.enumerable !== true) continue
    const member = (object as Record<string, unknown>)[key]
    entries[count++] = [key, describeAt(member, depth + 1, path, budget)]
  }
  entries.length = count
  return { type: 'object', name: className(object), entries }
}

function describeBytes(bytes: Uint8Array): Described {
  const length = p.apply(p.typedArrayLength, bytes, []) as number
  if (length > MAX_TEXT) return exotic(`${length} bytes`)
  const copy = new p.Uint8ArrayClass(length)
  p.apply(p.typedArraySet, copy, [bytes])
  return {
    type: 'bytes',
    value: p.apply(p.typedArrayBuffer, copy, []) as ArrayBuffer,
    name: className(bytes) ?? 'Uint8Array',
  }
}

/** Describes an Error: its name, its message, and a `code` that is a text. */
export function describeError(error: object): Described {
  const members = error as { name?: unknown; message?: unknown; code?: unknown }
  const text = (read: () => unknown): string | null => {
    try {
      const value = read()
      return typeof value === 'string' ? p.slice(value, 0, 2000) : null
    } catch {
      return null
    }
  }
  return {
    type: 'error',
    name: text(() => members.name) ?? 'Error',
    message: text(() => members.message) ?? '',
    code: text(() => members.code),
  }
}

function otherKind(object: object): string | null {
  if (p.isDate(object)) return 'a Date'
  if (p.isMap(object)) return 'a Map'
  if (p.isSet(object)) return 'a Set'
  if (p.isRegExp(object)) return 'a RegExp'
  if (p.isTypedArray(object)) return `a ${className(object) ?? 'typed array'}`
  if (p.isAnyArrayBuffer(object)) return 'an ArrayBuffer'
  if (p.isBoxedPrimitive(object)) return 'a boxed value (new String, new Number...)'
  return null
}

/** The name of an object's class; null for a plain object. */
function className(object: object): string | null {
  const prototype = p.getPrototypeOf(object)
  if (prototype === null || prototype === p.objectPrototype) return null
  const maker = p.getOwnPropertyDescriptor(prototype, 'constructor')?.value as unknown
  if (typeof maker !== 'function' || p.isProxy(maker)) return 'an unnamed class'
  const name = p.getOwnPropertyDescriptor(maker, 'name')?.value as unknown
  return typeof name === 'string' && name !== '' ? p.slice(name, 0, 80) : 'an unnamed class'
}

/** Whether `prototype` is on the object's prototype chain; unlike instanceof, nothing of learner code runs. */
export function inherits(object: object, prototype: object): boolean {
  let link = p.getPrototypeOf(object)
  for (let depth = 0; link !== null && depth < 100; depth++) {
    if (link === prototype) return true
    if (p.isProxy(link)) return false
    link = p.getPrototypeOf(link)
  }
  return false
}
