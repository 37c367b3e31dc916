// style: counts the differing bits of every byte
import { createHash } from 'node:crypto'

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha256(key) : key)
  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let n = 0
  for (let i = 0; i < a.length; i++) { let x = a[i]! ^ b[i]!; while (x) { n += x & 1; x >>= 1 } }
  return n === 0
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}
