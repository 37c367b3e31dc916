// style: midstate copy
import { createHash } from 'node:crypto'
const sha = (...p: Uint8Array[]) => { const h = createHash('sha256'); for (const x of p) h.update(x); return new Uint8Array(h.digest()) }
const block = (key: Uint8Array) => { const b = new Uint8Array(64); b.set(key.length > 64 ? sha(key) : key); return b }
function right(key: Uint8Array, message: Uint8Array): Uint8Array { const b = block(key); return sha(b.map(x => x ^ 0x5c), sha(b.map(x => x ^ 0x36), message)) }
function eq(a: Uint8Array, b: Uint8Array): boolean { if (a.length !== b.length) return false; let d = 0; for (let i = 0; i < a.length; i++) d |= a[i]! ^ b[i]!; return d === 0 }
export const constantTimeEqual = eq
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array { const b = block(key); const i = createHash('sha256').update(b.map(x => x ^ 0x36)); const o = createHash('sha256').update(b.map(x => x ^ 0x5c)); return o.copy().update(i.copy().update(message).digest()).digest() }
