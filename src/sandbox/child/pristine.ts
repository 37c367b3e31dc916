/**
 * The built-ins that the child side uses, taken before learner code runs, so that changed prototypes and globals
 * have no effect on what is reported.
 */
import { Buffer } from 'node:buffer'
import { types } from 'node:util'

export const apply = Reflect.apply
export const construct = Reflect.construct
export const defineProperty = Reflect.defineProperty
export const getOwnPropertyDescriptor = Reflect.getOwnPropertyDescriptor
export const getPrototypeOf = Reflect.getPrototypeOf
export const ownKeys = Reflect.ownKeys
export const createObject = Object.create
export const objectPrototype = Object.prototype
export const arrayIsArray = Array.isArray
export const ErrorClass = Error
export const Uint8ArrayClass = Uint8Array
export const ArrayBufferClass = ArrayBuffer
export const MapClass = Map
export const SetClass = Set
export const BufferClass = Buffer
export const bufferPrototype = Buffer.prototype
export const isProxy = types.isProxy
export const isPromise = types.isPromise
export const isNativeError = types.isNativeError
export const isUint8Array = types.isUint8Array
export const isDate = types.isDate
export const isMap = types.isMap
export const isSet = types.isSet
export const isRegExp = types.isRegExp
export const isTypedArray = types.isTypedArray
export const isAnyArrayBuffer = types.isAnyArrayBuffer
export const isBoxedPrimitive = types.isBoxedPrimitive
export const numberToString = Number.prototype.toString
export const bigintToString = BigInt.prototype.toString
export const stringSlice = String.prototype.slice
export const stringIndexOf = String.prototype.indexOf
export const stringReplace = String.prototype.replace
export const stringStartsWith = String.prototype.startsWith
export const functionToString = Function.prototype.toString
export const regExpExec = RegExp.prototype.exec
export const promiseThen = Promise.prototype.then
export const setHas = Set.prototype.has
export const setAdd = Set.prototype.add
export const setDelete = Set.prototype.delete
export const weakSetHas = WeakSet.prototype.has
export const weakSetAdd = WeakSet.prototype.add
const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype) as object
export const typedArrayLength = getOwnPropertyDescriptor(typedArrayPrototype, 'length')?.get as () => number
export const typedArraySet = Uint8Array.prototype.set

/** Adds to the end of a list without touching Array.prototype. */
export function append<T>(list: T[], value: T): void {
  defineProperty(list, list.length, { value, writable: true, enumerable: true, configurable: true })
}

/** Sets an own member, also one called `__proto__`, without running a setter. */
export function setMember(target: object, name: PropertyKey, value: unknown): void {
  defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}
