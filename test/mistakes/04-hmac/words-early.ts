// diagnosis: stops-early
// step: every-byte
import { createHash } from 'node:crypto'

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha256(key) : key)
  return sha256(block.map(byte => byte ^ 0x5c), sha256(block.map(byte => byte ^ 0x36), message))
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  const x = new DataView(a.buffer, a.byteOffset, a.length)
  const y = new DataView(b.buffer, b.byteOffset, b.length)
  let i = 0
  for (; i + 8 <= a.length; i += 8) if (x.getBigUint64(i) !== y.getBigUint64(i)) return false
  for (; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}
