import type { Encoded } from './protocol.ts'

/**
 * Takes an argument apart for the way into the sandbox.
 * A Uint8Array keeps its offset and the bytes around it, so that learner code sees a real view.
 */
export function encodeArgument(value: unknown): Encoded {
  if (value instanceof Uint8Array) {
    return {
      k: 'bytes',
      buffer: new Uint8Array(value.buffer.slice(0)),
      offset: value.byteOffset,
      length: value.byteLength,
    }
  }
  if (Array.isArray(value)) return { k: 'array', items: value.map(encodeArgument) }
  if (typeof value === 'object' && value !== null) {
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return { k: 'other', v: value }
    const entries = Object.entries(value).map(([name, member]): [string, Encoded] => [
      name,
      encodeArgument(member),
    ])
    return { k: 'object', entries, bare: prototype === null }
  }
  return { k: 'plain', v: value as string | number | boolean | bigint | null | undefined }
}
