// style: both sides hashed, digests compared with ===
import { createHash } from 'node:crypto'

const sha = (...parts: Uint8Array[]): Uint8Array => createHash('sha256').update(Buffer.concat(parts)).digest()

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => {
  const k = key.byteLength <= 64 ? key : sha(key)
  const [inner, outer] = [0x36, 0x5c].map(pad => Uint8Array.from({ length: 64 }, (_, i) => (k[i] ?? 0) ^ pad)) as [
    Uint8Array,
    Uint8Array,
  ]
  return sha(outer, sha(inner, message))
}

export const constantTimeEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  sha(a).toString() === sha(b).toString() && createHash('sha256').update(a).digest('hex') === createHash('sha256').update(b).digest('hex')
