/**
 * structuredClone for learner code. Node's own makes copies of its objects by the name of an internal module, and takes that
 * name from a method which code can replace: with it every module of Node could be loaded.
 */
import crypto from 'node:crypto'
import { types } from 'node:util'
import { inherits } from './describe.ts'
import * as p from './primordials.ts'
import { replaceGlobal } from './stand-ins.ts'

type Made = { made: object; fill: (() => void) | null }
type Seen = Map<object, object>

const { isSharedArrayBuffer, isArrayBufferView, isCryptoKey } = types
const DataCloneError = DOMException
const TypeErrorClass = TypeError
const ObjectClass = Object
const DateClass = Date
const RegExpClass = RegExp
const DataViewClass = DataView
const ArrayBufferClass = ArrayBuffer
const get = (owner: object, name: PropertyKey) => p.getOwnPropertyDescriptor(owner, name)?.get as () => never
const dateValue = Date.prototype.getTime
const regExpSource = get(RegExp.prototype, 'source')
const regExpFlags = get(RegExp.prototype, 'flags')
const mapForEach = Map.prototype.forEach
const setForEach = Set.prototype.forEach
const bufferLength = get(ArrayBuffer.prototype, 'byteLength')
const bufferMost = get(ArrayBuffer.prototype, 'maxByteLength')
const isResizable = get(ArrayBuffer.prototype, 'resizable')
const takeBuffer = ArrayBuffer.prototype.transfer
const viewTag = get(p.getPrototypeOf(Uint8Array.prototype) as object, Symbol.toStringTag)
const dataView = {
  buffer: get(DataView.prototype, 'buffer'),
  byteOffset: get(DataView.prototype, 'byteOffset'),
  byteLength: get(DataView.prototype, 'byteLength'),
}
const VIEWS = new Map<string, Uint8ArrayConstructor>()
for (const name of Reflect.ownKeys(globalThis)) {
  // Looking at a lazy global loads what is behind it: for fetch and its like a whole HTTP client.
  if (typeof name === 'symbol' || !name.endsWith('Array')) continue
  const value = p.getOwnPropertyDescriptor(globalThis, name)?.value as Uint8ArrayConstructor
  if (typeof value === 'function' && p.getPrototypeOf(value) === p.getPrototypeOf(Uint8Array))
    VIEWS.set(value.name, value)
}
const BOXES: [(value: unknown) => boolean, () => unknown][] = [
  [types.isStringObject, String.prototype.valueOf],
  [types.isNumberObject, Number.prototype.valueOf],
  [types.isBooleanObject, Boolean.prototype.valueOf],
  [types.isBigIntObject, BigInt.prototype.valueOf],
]
const ERRORS = new Map<string, ErrorConstructor>()
for (const one of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])
  ERRORS.set(one.name, one)
const prototypeOf = (maker: unknown): object => (maker as { prototype: object }).prototype
/** These never change: the copy is the object itself. */
const CONSTANT = [crypto.KeyObject, crypto.X509Certificate, Blob, DOMException].map(prototypeOf)
const PLATFORM = [EventTarget, URL, URLSearchParams].map(prototypeOf)
/** What no copy can be made of. */
const CLOSED = [
  p.isProxy,
  p.isPromise,
  p.isGenerator,
  types.isSymbolObject,
  types.isWeakMap,
  types.isWeakSet,
  types.isMapIterator,
  types.isSetIterator,
  types.isExternal,
]

/** Replaces the global; before learner code is loaded. */
export function replaceStructuredClone(): void {
  const refuse = (what: string): never => {
    throw new DataCloneError(`${what} could not be cloned.`, 'DataCloneError')
  }
  const inheritsOne = (object: object, prototypes: object[]): boolean => {
    for (let index = 0; index < prototypes.length; index++)
      if (inherits(object, prototypes[index] as object)) return true
    return false
  }

  const copy = (value: unknown, seen: Seen): unknown => {
    if (typeof value === 'symbol') return refuse('A symbol')
    if (typeof value === 'function') return refuse('A function')
    if (typeof value !== 'object' || value === null) return value
    const known = p.apply(p.mapGet, seen, [value]) as object | undefined
    if (known !== undefined) return known
    for (let index = 0; index < CLOSED.length; index++)
      if ((CLOSED[index] as (value: unknown) => boolean)(value)) return refuse('An object')
    const { made, fill } = begin(value, seen)
    p.apply(p.mapSet, seen, [value, made])
    fill?.()
    return made
  }

  /** The copy of an object without what is in it, so that what is in it can lead back to it. */
  const begin = (value: object, seen: Seen): Made => {
    for (let index = 0; index < BOXES.length; index++) {
      const box = BOXES[index] as (typeof BOXES)[number]
      if (box[0](value)) return { made: new ObjectClass(p.apply(box[1], value, [])) as object, fill: null }
    }
    if (p.isDate(value)) return { made: new DateClass(p.apply(dateValue, value, []) as number), fill: null }
    if (p.isRegExp(value)) {
      const source = p.apply(regExpSource, value, []) as string
      return { made: new RegExpClass(source, p.apply(regExpFlags, value, []) as string), fill: null }
    }
    if (p.isAnyArrayBuffer(value))
      return { made: isSharedArrayBuffer(value) ? value : copyOfBuffer(value as ArrayBuffer), fill: null }
    if (isArrayBufferView(value)) return { made: copyOfView(value, seen), fill: null }
    if (p.isMap(value)) return beginMap(value, seen)
    if (p.isSet(value)) return beginSet(value, seen)
    if (inheritsOne(value, CONSTANT) || isCryptoKey(value)) return { made: value, fill: null }
    if (p.isNativeError(value)) return beginError(value, seen)
    if (inheritsOne(value, PLATFORM)) return refuse('An object of the platform')
    const made = p.arrayIsArray(value) ? [] : {}
    return { made, fill: () => copyMembers(value, made, seen) }
  }

  const copyMembers = (from: object, to: object, seen: Seen): void => {
    if (p.arrayIsArray(from)) (to as unknown[]).length = from.length
    const keys = p.ownKeys(from)
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string
      if (typeof key !== 'string' || p.getOwnPropertyDescriptor(from, key)?.enumerable !== true) continue
      p.setMember(to, key, copy((from as Record<string, unknown>)[key], seen))
    }
  }

  const beginMap = (from: object, seen: Seen): Made => {
    const made = new p.MapClass<unknown, unknown>()
    const entries: [unknown, unknown][] = []
    const note = (value: unknown, key: unknown): void => p.append(entries, [key, value])
    p.apply(mapForEach, from as Map<unknown, unknown>, [note])
    const fill = (): void => {
      for (let index = 0; index < entries.length; index++) {
        const entry = entries[index] as [unknown, unknown]
        p.apply(p.mapSet, made, [copy(entry[0], seen), copy(entry[1], seen)])
      }
    }
    return { made, fill }
  }

  const beginSet = (from: object, seen: Seen): Made => {
    const made = new p.SetClass<unknown>()
    const items: unknown[] = []
    p.apply(setForEach, from as Set<unknown>, [(item: unknown) => p.append(items, item)])
    const fill = (): void => {
      for (let index = 0; index < items.length; index++) p.apply(p.setAdd, made, [copy(items[index], seen)])
    }
    return { made, fill }
  }

  const beginError = (from: object, seen: Seen): Made => {
    const { name } = from as { name: unknown }
    const Class =
      (p.apply(p.mapGet, ERRORS, [`${name as string}`]) as ErrorConstructor | undefined) ?? p.ErrorClass
    const made = new Class()
    const fill = (): void => {
      const message = p.getOwnPropertyDescriptor(from, 'message')
      if (message !== undefined) setHidden(made, 'message', `${message.value as string}`)
      const { stack } = from as { stack: unknown }
      if (typeof stack === 'string') setHidden(made, 'stack', stack)
      const cause = p.getOwnPropertyDescriptor(from, 'cause')
      if (cause !== undefined) setHidden(made, 'cause', copy(cause.value, seen))
    }
    return { made, fill }
  }

  const copyOfBuffer = (buffer: ArrayBuffer): ArrayBuffer => {
    if (p.isDetached(buffer)) return refuse('An ArrayBuffer that was transferred')
    const length = p.apply(bufferLength, buffer, []) as number
    const maxByteLength = p.apply(bufferMost, buffer, []) as number
    const made = (p.apply(isResizable, buffer, []) as boolean)
      ? new ArrayBufferClass(length, { __proto__: null, maxByteLength } as never)
      : new ArrayBufferClass(length)
    p.apply(p.typedArraySet, new p.Uint8ArrayClass(made), [new p.Uint8ArrayClass(buffer)])
    return made
  }

  const copyOfView = (view: object, seen: Seen): object => {
    const tag = p.apply(viewTag, view, []) as string | undefined
    if (tag === undefined) {
      const part = (getter: () => never): never => p.apply(getter, view, []) as never
      const buffer = copy(part(dataView.buffer), seen) as ArrayBuffer
      return new DataViewClass(buffer, part(dataView.byteOffset), part(dataView.byteLength))
    }
    const buffer = copy(p.apply(p.typedArrayBuffer, view, []), seen) as ArrayBuffer
    const Class = p.apply(p.mapGet, VIEWS, [tag]) as Uint8ArrayConstructor
    const length = p.apply(p.typedArrayLength, view, []) as number
    return new Class(buffer, p.apply(p.typedArrayOffset, view, []) as number, length)
  }

  function structuredClone(...args: unknown[]): unknown {
    if (args.length === 0) throw new TypeErrorClass("The 'value' argument must be specified")
    const given = (args[1] as { transfer?: unknown } | null | undefined)?.transfer
    const transfer = given === undefined ? [] : [...(given as Iterable<unknown>)]
    const seen: Seen = new p.MapClass()
    const taken: ArrayBuffer[] = []
    for (let index = 0; index < transfer.length; index++) {
      const buffer = transfer[index]
      const isOne = p.isAnyArrayBuffer(buffer) && !isSharedArrayBuffer(buffer)
      if (!isOne || p.isDetached(buffer as ArrayBuffer) || p.apply(p.mapGet, seen, [buffer]) !== undefined)
        return refuse('A value that is to be transferred')
      p.append(taken, buffer as ArrayBuffer)
      p.apply(p.mapSet, seen, [buffer, buffer])
    }
    // A buffer that changes its owner is copied like any other, and then taken away.
    for (let index = 0; index < taken.length; index++)
      p.apply(p.mapSet, seen, [taken[index], copyOfBuffer(taken[index] as ArrayBuffer)])
    const made = copy(args[0], seen)
    for (let index = 0; index < taken.length; index++) p.apply(takeBuffer, taken[index] as ArrayBuffer, [])
    return made
  }
  p.defineProperty(structuredClone, 'length', { value: 1 })
  replaceGlobal('structuredClone', structuredClone)
}

function setHidden(owner: object, name: string, value: unknown): void {
  p.defineProperty(owner, name, { value, writable: true, enumerable: false, configurable: true })
}
