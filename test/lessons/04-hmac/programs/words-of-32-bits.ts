// style: words
import { createHash } from 'node:crypto'
const sha = (...p: Uint8Array[]) => { const h = createHash('sha256'); for (const x of p) h.update(x); return new Uint8Array(h.digest()) }
const block = (key: Uint8Array) => { const b = new Uint8Array(64); b.set(key.length > 64 ? sha(key) : key); return b }
function right(key: Uint8Array, message: Uint8Array): Uint8Array { const b = block(key); return sha(b.map(x => x ^ 0x5c), sha(b.map(x => x ^ 0x36), message)) }
function eq(a: Uint8Array, b: Uint8Array): boolean { if (a.length !== b.length) return false; let d = 0; for (let i = 0; i < a.length; i++) d |= a[i]! ^ b[i]!; return d === 0 }
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array { const k = new Uint32Array(16); new Uint8Array(k.buffer).set(key.length > 64 ? sha(key) : key); const x = (p: number) => new Uint8Array(k.map(w => w ^ p).buffer); return sha(x(0x5c5c5c5c), sha(x(0x36363636), message)) }
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean { let d = a.length ^ b.length; for (let i = 0; i < Math.max(a.length, b.length); i++) d |= (a[i] ?? 0) ^ (b[i] ?? 0); return !d }
