// style: pads as tables, key prepared once in a closure, zip and bit tricks
import { createHash } from 'node:crypto'

const INNER = Uint8Array.from({ length: 256 }, (_, byte) => byte ^ 0x36)
const OUTER = Uint8Array.from({ length: 256 }, (_, byte) => byte ^ 0x5c)

const macFor = (key: Uint8Array) => {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? createHash('sha256').update(key).digest() : key, 0)
  const inner = createHash('sha256').update(block.map(byte => INNER[byte]!))
  const outer = createHash('sha256').update(block.map(byte => OUTER[byte]!))
  return (message: Uint8Array) => outer.copy().update(inner.copy().update(message).digest()).digest()
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return macFor(key)(message)
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  const differences = Array.from(a, (byte, index) => byte ^ b.at(index % Math.max(1, b.length))!)
  differences.push(a.length - b.length)
  return differences.filter(difference => difference !== 0).length === 0
}
