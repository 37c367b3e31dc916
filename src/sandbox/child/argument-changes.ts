/** Whether an argument is still what the host sent: then its description need not travel. */
import type { Encoded } from '../protocol.ts'
import type { BuffersAfter } from '../types.ts'
import { isWholeBuffer } from './decode.ts'
import * as p from './primordials.ts'

/** Longer buffers are not kept a second time. */
const MAX_KEPT = 4096

/** The buffer behind an argument before the call, to compare with later; null for what is no short byte string. */
export function keptBytes(encoded: Encoded): Uint8Array | null {
  if (!isBytes(encoded)) return null
  const bytes = wholeBufferOf(encoded)
  const length = lengthOf(bytes)
  if (length > MAX_KEPT) return null
  const kept = new p.Uint8ArrayClass(length)
  p.apply(p.typedArraySet, kept, [bytes])
  return kept
}

/** Whether a value is exactly what was sent. Where that is not plain to see, it is not. */
export function isUntouched(value: unknown, encoded: Encoded, kept: Uint8Array | null): boolean {
  if (isPlain(encoded)) return true
  if (isBytes(encoded)) {
    if (kept === null) return false
    const { from, length } = windowOf(encoded, kept)
    return lengthOf(value as Uint8Array) === length && sameBytes(value as Uint8Array, kept, from, length)
  }
  switch (encoded.k) {
    case 'array':
      return (
        p.arrayIsArray(value) &&
        sameMembers(value as object, encoded.items.length + 1, index => encoded.items[index], indexName)
      )
    case 'object':
      return sameMembers(
        value as object,
        encoded.entries.length,
        index => encoded.entries[index]?.[1],
        index => (encoded.entries[index] as [string, Encoded])[0],
      )
    // A request is read by whoever answers it.
    case 'request':
    case 'given':
      return true
    case 'other':
      return false
  }
}

/** What became of the buffers behind the arguments of a call, beside the arguments' own bytes. */
export function buffersAfter(encodedArgs: Encoded[], kept: (Uint8Array | null)[]): BuffersAfter {
  for (let index = 0; index < encodedArgs.length; index++) {
    const encoded = encodedArgs[index]
    if (!isBytes(encoded)) continue
    if (p.isDetached(bufferOf(encoded))) return 'detached'
    const before = kept[index] as Uint8Array | null
    if (before !== null && !isWholeBuffer(encoded) && isOverwrittenAround(encoded, before, encodedArgs))
      return 'overwritten'
  }
  return 'kept'
}

/** Whether a byte that belongs to no argument is another one than before. */
function isOverwrittenAround(encoded: View, kept: Uint8Array, encodedArgs: Encoded[]): boolean {
  const bytes = wholeBufferOf(encoded)
  const length = lengthOf(kept)
  for (let place = 0; place < length; place++)
    if (bytes[place] !== kept[place] && !isAnArguments(place, encoded.buffer, encodedArgs)) return true
  return false
}

function isAnArguments(place: number, buffer: ArrayBuffer, encodedArgs: Encoded[]): boolean {
  for (let index = 0; index < encodedArgs.length; index++) {
    const encoded = encodedArgs[index]
    if (!isBytes(encoded) || isWholeBuffer(encoded) || encoded.buffer !== buffer) continue
    if (place >= encoded.offset && place < encoded.offset + encoded.length) return true
  }
  return false
}

function bufferOf(encoded: Bytes): ArrayBuffer {
  return isWholeBuffer(encoded) ? encoded : encoded.buffer
}

function wholeBufferOf(encoded: Bytes): Uint8Array {
  return new p.Uint8ArrayClass(bufferOf(encoded))
}

/** Where an argument's bytes are in its buffer. */
function windowOf(encoded: Bytes, kept: Uint8Array): { from: number; length: number } {
  if (isWholeBuffer(encoded)) return { from: 0, length: lengthOf(kept) }
  return { from: encoded.offset, length: encoded.length }
}

function lengthOf(bytes: Uint8Array): number {
  return p.apply(p.typedArrayLength, bytes, []) as number
}

/** Whether `bytes` are those of `kept` from a place on. */
function sameBytes(bytes: Uint8Array, kept: Uint8Array, from: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (bytes[index] !== kept[from + index]) return false
  return true
}

/** Compares own members one by one; `count` is how many own keys there must be, the length of an array included. */
function sameMembers(
  object: object,
  count: number,
  encodedAt: (index: number) => Encoded | undefined,
  nameAt: (index: number) => string,
): boolean {
  if (p.ownKeys(object).length !== count) return false
  for (let index = 0; index < count; index++) {
    const encoded = encodedAt(index)
    // The last of an array's keys is its length.
    if (index === count - 1 && p.arrayIsArray(object)) break
    const member = p.getOwnPropertyDescriptor(object, nameAt(index))
    if (member === undefined || member.enumerable !== true) return false
    const held = p.getOwnPropertyDescriptor(member, 'value')
    if (held === undefined) return false
    const value = held.value as unknown
    if (isPlain(encoded)) {
      if (!p.is(value, encoded)) return false
    } else if (isGiven(encoded)) {
      if (typeof value !== 'function') return false
    } else if (isBytes(encoded) || !isObject(value) || !isUntouched(value, encoded, null)) return false
  }
  return true
}

function indexName(index: number): string {
  return `${index}`
}

type Plain = Exclude<Encoded, object>
type View = Extract<Encoded, { k: 'view' }>
type Bytes = ArrayBuffer | View

function isPlain(encoded: Encoded): encoded is Plain {
  return typeof encoded !== 'object' || encoded === null
}

function isGiven(encoded: Exclude<Encoded, Plain>): boolean {
  return !isWholeBuffer(encoded) && encoded.k === 'given'
}

function isBytes(encoded: Encoded): encoded is Bytes {
  return !isPlain(encoded) && (isWholeBuffer(encoded) || encoded.k === 'view')
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !p.isProxy(value)
}
