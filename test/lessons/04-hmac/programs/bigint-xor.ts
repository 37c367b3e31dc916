// style: bigint xor
import { createHash } from 'node:crypto'
const sha = (...p: Uint8Array[]) => { const h = createHash('sha256'); for (const x of p) h.update(x); return new Uint8Array(h.digest()) }
const block = (key: Uint8Array) => { const b = new Uint8Array(64); b.set(key.length > 64 ? sha(key) : key); return b }
function right(key: Uint8Array, message: Uint8Array): Uint8Array { const b = block(key); return sha(b.map(x => x ^ 0x5c), sha(b.map(x => x ^ 0x36), message)) }
function eq(a: Uint8Array, b: Uint8Array): boolean { if (a.length !== b.length) return false; let d = 0; for (let i = 0; i < a.length; i++) d |= a[i]! ^ b[i]!; return d === 0 }
export const hmacSha256 = right
export const constantTimeEqual = (a: Uint8Array, b: Uint8Array) => a.length === b.length && (BigInt('0x0' + Buffer.from(a).toString('hex')) ^ BigInt('0x0' + Buffer.from(b).toString('hex'))) === 0n
