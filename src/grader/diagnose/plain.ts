/** Described values as plain ones, and whether they equal what is expected. */
import { GivenFunction } from '../../sandbox/encode.ts'
import type { Described, ExoticKind } from '../../sandbox/types.ts'

/** Stands for a value that has no plain form. */
export const NOT_PLAIN: unique symbol = Symbol('not plain')

/** The returned string, or null. */
export const textOf = (described: Described): string | null =>
  described.type === 'string' ? described.value : null

/** The returned bytes, or null. */
export const bytesOf = (described: Described): Uint8Array | null =>
  described.type === 'bytes' ? described.value : null

/** The value behind a description; NOT_PLAIN for what has no plain form. An object has its own members only. */
export function plain(described: Described): unknown {
  switch (described.type) {
    case 'undefined':
      return undefined
    case 'null':
      return null
    case 'boolean':
    case 'number':
    case 'string':
    case 'bytes':
      return described.value
    case 'bigint':
      return BigInt(described.value)
    case 'response':
      return { status: described.status, headers: described.headers, body: described.body }
    case 'array':
      return described.items.map(plain)
    case 'object': {
      const object: Record<string, unknown> = {}
      for (const [name, member] of described.entries) {
        Object.defineProperty(object, name, {
          value: plain(member),
          writable: true,
          enumerable: true,
          configurable: true,
        })
      }
      return object
    }
    default:
      return NOT_PLAIN
  }
}

/**
 * Whether two plain values are equal: bytes by content, objects by their own enumerable members in any order,
 * numbers as Object.is but for the sign of zero.
 */
export function equal(left: unknown, right: unknown): boolean {
  if (left instanceof Uint8Array || right instanceof Uint8Array) {
    return left instanceof Uint8Array && right instanceof Uint8Array && Buffer.compare(left, right) === 0
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => equal(item, right[index]))
    )
  }
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    const names = Object.keys(left)
    return (
      names.length === Object.keys(right).length &&
      names.every(name => Object.hasOwn(right, name) && equal(member(left, name), member(right, name)))
    )
  }
  return Object.is(left, right) || (left === 0 && right === 0)
}

const member = (object: object, name: string): unknown => Object.getOwnPropertyDescriptor(object, name)?.value

/** An argument as its description has it: a function that was passed has no plain form. */
export function asSeen(value: unknown): unknown {
  if (value instanceof GivenFunction) return NOT_PLAIN
  if (Array.isArray(value)) return value.map(asSeen)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const members = Object.entries(value).map(([name, member]) => [
    name,
    { value: asSeen(member), enumerable: true },
  ])
  return Object.create(null, Object.fromEntries(members))
}

/** Which of the values that say nothing by themselves this one is; null for all others. */
export function unusableKind(described: Described): ExoticKind | null {
  return described.type === 'exotic' ? (described.is ?? null) : null
}
