import type { Encoded } from '../protocol.ts'
import type { Given } from './given.ts'
import * as p from './primordials.ts'
import { makeRequest } from './web.ts'

/** Puts an argument together again, with classes of this process. */
export function decodeArgument(encoded: Encoded, given: Given): unknown {
  if (typeof encoded !== 'object' || encoded === null) return encoded
  if (isWholeBuffer(encoded)) return new p.Uint8ArrayClass(encoded)
  switch (encoded.k) {
    case 'view':
      return new p.Uint8ArrayClass(encoded.buffer, encoded.offset, encoded.length)
    case 'array': {
      const { length } = encoded.items
      const items = p.listOf<unknown>(length)
      for (let index = 0; index < length; index++)
        items[index] = decodeArgument(encoded.items[index] as Encoded, given)
      return items
    }
    case 'object': {
      const object = encoded.bare ? (p.createObject(null) as object) : {}
      for (let index = 0; index < encoded.entries.length; index++) {
        const entry = encoded.entries[index] as [string, Encoded]
        p.setMember(object, entry[0], decodeArgument(entry[1], given))
      }
      return object
    }
    case 'request':
      return makeRequest(encoded)
    case 'given':
      return given.functionOf(encoded.name)
    case 'other':
      return encoded.v
  }
}

/** Whether an encoded argument is a Uint8Array that has its buffer for itself. */
export function isWholeBuffer(encoded: Encoded): encoded is ArrayBuffer {
  return p.isAnyArrayBuffer(encoded)
}
