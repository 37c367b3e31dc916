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
 * Makes a method one that nobody can exchange for all functions: Node's loader binds its own methods with this `bind`, and
 * another one would be handed the loader. A single function can still have a method of that name, as before.
 */
function fixMethod(owner: object, name: string): void {
  const value = (owner as Record<string, unknown>)[name]
  p.defineProperty(owner, name, {
    get: () => value,
    set(this: unknown, other: unknown) {
      if (this !== owner && typeof this === 'function') p.setMember(this, name, other)
    },
    enumerable: false,
    configurable: false,
  })
}

/**
 * Members that are there can still be given other values (so that no class that overrides one breaks), but none can be
 * added, taken away or turned into an accessor, and what stands behind can't be exchanged.
 */
export function lockPrototypes(): void {
  const iterator = above(above([][Symbol.iterator]()))
  const asyncGenerator = above(async function* () {})
  const list: object[] = [
    Object.prototype,
    Array.prototype,
    Function.prototype,
    above(async () => {}),
    above(function* () {}),
    asyncGenerator,
    prototypeOf(above(function* () {})),
    prototypeOf(asyncGenerator),
    above(prototypeOf(asyncGenerator)),
    iterator,
    above([][Symbol.iterator]()),
    Promise.prototype,
    EventEmitter.prototype,
    EventTarget.prototype,
    prototypeOf(stream.Stream),
    prototypeOf(stream.Readable),
    prototypeOf(stream.Writable),
    prototypeOf(stream.Duplex),
    prototypeOf(stream.Transform),
    ...[v8.Serializer, v8.Deserializer, v8.DefaultSerializer, v8.DefaultDeserializer].map(prototypeOf),
  ]
  for (const name of ['call', 'apply', 'bind']) fixMethod(Function.prototype, name)
  for (const object of list) Object.seal(object)
}
