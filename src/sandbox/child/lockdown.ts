/**
 * Closes the prototypes that Node's own objects inherit from. A setter or getter there would see objects of Node's
 * insides as `this` or as the value: module jobs, the loader, ticks, the real process.
 */
import { EventEmitter } from 'node:events'
import stream from 'node:stream'
import v8 from 'node:v8'
import * as p from './primordials.ts'

const getPrototypeOf = Reflect.getPrototypeOf
const prototypeOf = (maker: unknown): object => (maker as { prototype: object }).prototype
const above = (value: object): object => getPrototypeOf(value) as object

/**
 * Makes a method one that nobody can exchange for all objects: Node's loader binds its own methods with Function's `bind`,
 * and another one would be handed the loader. A single object can still have a method of that name, as before.
 * @param current says which method it is, if that changes
 */
export function fixMethod(owner: object, name: PropertyKey, current?: () => unknown): void {
  const value = (owner as Record<PropertyKey, unknown>)[name]
  p.defineProperty(owner, name, {
    get: current ?? (() => value),
    set(this: unknown, other: unknown) {
      const isOwn =
        this !== owner && (typeof this === 'function' || (typeof this === 'object' && this !== null))
      if (isOwn) p.setMember(this, name, other)
    },
    enumerable: false,
    configurable: false,
  })
}

function fixMethods(owner: object): void {
  for (const name of Reflect.ownKeys(owner)) {
    const member = p.getOwnPropertyDescriptor(owner, name)
    if (name !== 'constructor' && typeof member?.value === 'function' && member.configurable)
      fixMethod(owner, name)
  }
}

/** Nobody can put other getters in the place of these. */
function fixGetters(owner: object): void {
  for (const name of Reflect.ownKeys(owner))
    if (p.getOwnPropertyDescriptor(owner, name)?.get !== undefined)
      p.defineProperty(owner, name, { configurable: false })
}

/** What stands in the way of objects that Node hands about by itself: promises, lists, and whatever goes through them. */
function passages(): object[] {
  const iterator = above(above([][Symbol.iterator]()))
  const generator = prototypeOf(above(function* () {}))
  const asyncGenerator = prototypeOf(above(async function* () {}))
  const iterators: object[] = [
    [][Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
  ]
  const { Iterator } = globalThis as unknown as { Iterator?: { from: (from: object) => object } }
  if (Iterator !== undefined) {
    iterators.push((new Map().entries() as unknown as { map: (by: () => null) => object }).map(() => null))
    iterators.push(Iterator.from({ next: () => ({ done: true }) }))
  }
  return [
    Promise.prototype,
    iterator,
    ...iterators.map(above),
    above(asyncGenerator),
    generator,
    asyncGenerator,
    above(function* () {}),
    above(async function* () {}),
    above(async () => {}),
    above(setTimeoutOnce()),
    above(setImmediateOnce()),
  ]
}

function setTimeoutOnce(): object {
  const timer = setTimeout(() => {}, 0)
  clearTimeout(timer)
  return timer
}

function setImmediateOnce(): object {
  const immediate = setImmediate(() => {})
  clearImmediate(immediate)
  return immediate
}

/**
 * Closes what learner code could change to see or replace objects of Node's insides on their way.
 * Where nobody gives an own object another method, all is frozen; elsewhere members that are there can still be given other
 * values (so that no class that overrides one breaks), but none can be added, taken away or turned into an accessor.
 */
export function lockPrototypes(): void {
  for (const name of ['call', 'apply', 'bind']) fixMethod(Function.prototype, name)
  for (const owner of [EventEmitter.prototype, EventTarget.prototype, Promise.prototype]) fixMethods(owner)
  p.defineProperty(EventEmitter, 'init', { writable: false, configurable: false })
  fixGetters(URL.prototype)
  // A promise of Node's would be made by whatever class the getter returns.
  p.defineProperty(Promise, Symbol.species, { configurable: false })
  for (const object of passages()) Object.freeze(object)
  const sealed: object[] = [
    Object.prototype,
    Function.prototype,
    Array.prototype,
    EventEmitter.prototype,
    EventTarget.prototype,
    prototypeOf(stream.Stream),
    prototypeOf(stream.Readable),
    prototypeOf(stream.Writable),
    prototypeOf(stream.Duplex),
    prototypeOf(stream.Transform),
    ...[v8.Serializer, v8.Deserializer, v8.DefaultSerializer, v8.DefaultDeserializer].map(prototypeOf),
  ]
  for (const object of sealed) Object.seal(object)
}
