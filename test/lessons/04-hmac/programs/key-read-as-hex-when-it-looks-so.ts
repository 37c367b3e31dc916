// diagnosis: key-decoded
// step: long-keys
import { createHash } from 'node:crypto'
const sha = (...p: Uint8Array[]) => { const h = createHash('sha256'); for (const x of p) h.update(x); return new Uint8Array(h.digest()) }
const mac = (key: Uint8Array, message: Uint8Array) => { const k = new Uint8Array(64); k.set(key.length > 64 ? sha(key) : key); return sha(k.map(b => b ^ 0x5c), sha(k.map(b => b ^ 0x36), message)) }
const same = (a: Uint8Array, b: Uint8Array) => { if (a.length !== b.length) return false; let d = 0; for (let index = 0; index < a.length; index += 1) d |= a[index]! ^ b[index]!; return d === 0 }
export const hmacSha256 = (k: Uint8Array, m: Uint8Array) => /^[0-9a-f]{64}$/.test(Buffer.from(k).toString('latin1')) ? mac(Buffer.from(Buffer.from(k).toString(), 'hex'), m) : mac(k, m)
export const constantTimeEqual = same
