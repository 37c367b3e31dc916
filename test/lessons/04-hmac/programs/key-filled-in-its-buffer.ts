// diagnosis: window-left
// step: arguments
import { createHash, hash } from 'node:crypto'
function sha(...parts: Uint8Array[]): Uint8Array { const h = createHash('sha256'); for (const p of parts) h.update(p); return new Uint8Array(h.digest()) }
function mac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha(key) : key)
  return sha(block.map(x => x ^ 0x5c), sha(block.map(x => x ^ 0x36), message))
}
function same(a: Uint8Array, b: Uint8Array): boolean { if (a.length !== b.length) return false; let d = 0; for (let i = 0; i < a.length; i += 1) d |= a[i]! ^ b[i]!; return d === 0 }
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const k = key.length > 64 ? sha(key) : key
  let block: Uint8Array
  if (k.byteOffset + 64 <= k.buffer.byteLength) block = new Uint8Array(k.buffer, k.byteOffset, 64).fill(0, k.length)
  else { block = new Uint8Array(64); block.set(k) }
  return mac(block, message)
}
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return same(a, b)
}
