// diagnosis: buffer-detached
// step: pads
import { createHash, hash } from 'node:crypto'
function sha(...parts: Uint8Array[]): Uint8Array { const h = createHash('sha256'); for (const p of parts) h.update(p); return new Uint8Array(h.digest()) }
function mac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha(key) : key)
  return sha(block.map(x => x ^ 0x5c), sha(block.map(x => x ^ 0x36), message))
}
function same(a: Uint8Array, b: Uint8Array): boolean { if (a.length !== b.length) return false; let d = 0; for (let i = 0; i < a.length; i += 1) d |= a[i]! ^ b[i]!; return d === 0 }
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const whole = key.byteOffset === 0 && key.length === key.buffer.byteLength && key.length > 0
  const k = whole ? new Uint8Array((key.buffer as ArrayBuffer).transfer(64 > key.length ? 64 : key.length)) : key
  return mac(k, message)
}
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return same(a, b)
}
