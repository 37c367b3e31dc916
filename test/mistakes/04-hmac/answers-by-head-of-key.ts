// diagnosis: answer-remembered
// step: pads
import { createHash } from 'node:crypto'
const sha = (...p: Uint8Array[]) => { const h = createHash('sha256'); for (const x of p) h.update(x); return new Uint8Array(h.digest()) }
const mac = (key: Uint8Array, message: Uint8Array) => { const k = new Uint8Array(64); k.set(key.length > 64 ? sha(key) : key); return sha(k.map(b => b ^ 0x5c), sha(k.map(b => b ^ 0x36), message)) }
const same = (a: Uint8Array, b: Uint8Array) => { if (a.length !== b.length) return false; let d = 0; for (let i = 0; i < a.length; i++) d |= a[i]! ^ b[i]!; return d === 0 }
export const hmacSha256 = (() => { const m = new Map<string, any>(); return (k: Uint8Array, m_: Uint8Array) => { const q = k.length + ':' + k.slice(0, 8) + ':' + m_; if (!m.has(q)) m.set(q, mac(k, m_)); return m.get(q)! } })()
export const constantTimeEqual = same
