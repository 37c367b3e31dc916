/**
 * The built-ins that the child side uses, taken before learner code runs, so that changed prototypes and globals
 * have no effect on what is reported.
 *
 * Two rules for everything in this folder that runs after learner code was loaded: no method is looked up on a
 * prototype (`list.push`, `text.replace`, `for...of`, spread), and no descriptor or options object inherits from
 * Object.prototype.
 */
import { Buffer } from 'node:buffer'
import { types } from 'node:util'

export const apply = Reflect.apply
export const getOwnPropertyDescriptor = Reflect.getOwnPropertyDescriptor
export const getPrototypeOf = Reflect.getPrototypeOf
export const setPrototypeOf = Reflect.setPrototypeOf
export const ownKeys = Reflect.ownKeys
export const createObject = Object.create
export const objectPrototype = Object.prototype
export const is = Object.is
export const arrayIsArray = Array.isArray
const ArrayClass = Array
const arrayFrom = Array.from
export const arrayJoin = Array.prototype.join
export const ErrorClass = Error
export const errorPrototype = Error.prototype
export const PromiseClass = Promise
export const promiseThen = Promise.prototype.then
export const construct = Reflect.construct
export const Uint8ArrayClass = Uint8Array
export const MapClass = Map
export const WeakMapClass = WeakMap
export const BufferClass = Buffer
export const bufferPrototype = Buffer.prototype
export const bufferFrom = Buffer.from
export const isProxy = types.isProxy
export const isPromise = types.isPromise
export const isNativeError = types.isNativeError
export const isModuleNamespace = types.isModuleNamespaceObject
export const isUint8Array = types.isUint8Array
export const isDate = types.isDate
export const isMap = types.isMap
export const isSet = types.isSet
export const isRegExp = types.isRegExp
export const isGenerator = types.isGeneratorObject
export const isTypedArray = types.isTypedArray
export const isAnyArrayBuffer = types.isAnyArrayBuffer
export const isStringObject = types.isStringObject
export const isBoxedPrimitive = types.isBoxedPrimitive
export const bigintToString = BigInt.prototype.toString
export const stringSlice = String.prototype.slice
export const stringIndexOf = String.prototype.indexOf
export const stringLastIndexOf = String.prototype.lastIndexOf
export const stringStartsWith = String.prototype.startsWith
export const stringEndsWith = String.prototype.endsWith
export const stringToUpperCase = String.prototype.toUpperCase
export const functionToString = Function.prototype.toString
export const regExpExec = RegExp.prototype.exec
export const weakSetHas = WeakSet.prototype.has
export const weakSetAdd = WeakSet.prototype.add
export const WeakSetClass = WeakSet
export const SetClass = Set
export const setHas = Set.prototype.has
export const setAdd = Set.prototype.add
export const mapGet = Map.prototype.get
export const mapSet = Map.prototype.set
export const weakMapGet = WeakMap.prototype.get
export const weakMapSet = WeakMap.prototype.set
export const decodePercent = decodeURIComponent

const defineOwn = Reflect.defineProperty
const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object
const getter = (name: string) => getOwnPropertyDescriptor(typedArrayPrototype, name)?.get as () => unknown
export const typedArrayLength = getter('length') as () => number
export const typedArrayBuffer = getter('buffer') as () => ArrayBuffer
export const typedArrayOffset = getter('byteOffset') as () => number
const detachedOf = getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached')?.get as () => boolean
/** Whether a buffer was transferred, and has no bytes any more. */
export const isDetached = (buffer: ArrayBuffer): boolean => apply(detachedOf, buffer, []) as boolean
export const typedArraySet = Uint8Array.prototype.set

/** Defines an own member; the descriptor inherits nothing, so that `Object.prototype.get` of learner code can't get in. */
export function defineProperty(target: object, name: PropertyKey, descriptor: PropertyDescriptor): boolean {
  return defineOwn(target, name, { __proto__: null, ...descriptor } as PropertyDescriptor)
}

/**
 * A list of this many undefined items, to be set by index: an item that is there is an own member, so that no setter of
 * Array.prototype is asked. Much faster than `append`.
 */
export function listOf<T>(length: number): T[] {
  const list: unknown[] =
    length === 0
      ? []
      : length === 1
        ? [undefined]
        : length === 2
          ? [undefined, undefined]
          : length === 3
            ? [undefined, undefined, undefined]
            : (apply(arrayFrom, ArrayClass, [{ __proto__: null, length }]) as unknown[])
  return list as T[]
}

/** Adds to the end of a list without touching Array.prototype. */
export function append<T>(list: T[], value: T): void {
  defineOwn(list, list.length, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor)
}

/** Sets an own member, also one called `__proto__`, without running a setter. */
export function setMember(target: object, name: PropertyKey, value: unknown): void {
  defineOwn(target, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor)
}

/**
 * Gives a promise an own `constructor`, so that `await` and `then` look up nothing that learner code can change.
 * @throws TypeError when the promise is frozen
 */
export function ownPromise<T>(promise: Promise<T>): Promise<T> {
  if (!defineOwn(promise, 'constructor', { __proto__: null, value: PromiseClass } as PropertyDescriptor)) {
    throw new TypeError('a promise that can not be changed')
  }
  return promise
}

/** Whether a pattern fits; `exec` of learner code is not asked. */
export function matches(pattern: RegExp, text: string): boolean {
  return apply(regExpExec, pattern, [text]) !== null
}

/** Whether a text is one of a list. */
export function includes(list: readonly string[], text: string): boolean {
  for (let index = 0; index < list.length; index++) if (list[index] === text) return true
  return false
}

/** Whether a text starts with another one. */
export function startsWith(text: string, start: string): boolean {
  return apply(stringStartsWith, text, [start]) as boolean
}

/** A part of a text, from `start` up to `end`. */
export function slice(text: string, start: number, end?: number): string {
  return apply(stringSlice, text, end === undefined ? [start] : [start, end]) as string
}

/** All of a text with each `/` instead of `\`; other characters stay. */
export function withSlashes(text: string): string {
  let result = ''
  for (let index = 0; index < text.length; index++)
    result += text[index] === '\\' ? '/' : (text[index] as string)
  return result
}
