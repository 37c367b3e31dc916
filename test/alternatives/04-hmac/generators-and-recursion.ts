// style: generators for the pads, recursion that reads both halves
import { createHash } from 'node:crypto'

function* keyBytes(key: Iterable<number>): Generator<number> {
  let count = 0
  for (const byte of key) {
    yield byte
    count++
  }
  while (count++ < 64) yield 0
}

function* xored(bytes: Iterable<number>, pad: number): Generator<number> {
  for (const byte of bytes) yield byte ^ pad
}

const sha256 = (...parts: Iterable<number>[]): Buffer =>
  parts.reduce((hash, part) => hash.update(Uint8Array.from(part)), createHash('sha256')).digest()

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  if (key.length > 64) return hmacSha256(sha256(key), message)
  return sha256(xored(keyBytes(key), 0x5c), sha256(xored(keyBytes(key), 0x36), message))
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  if (a.length === 0) return true
  if (a.length === 1) return a[0] === b[0]
  const middle = a.length >> 1
  const left = constantTimeEqual(a.subarray(0, middle), b.subarray(0, middle))
  const right = constantTimeEqual(a.subarray(middle), b.subarray(middle))
  return left && right
}
