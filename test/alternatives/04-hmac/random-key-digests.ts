// style: double hashing under a random key, digests compared in a loop that stops (which tells nothing)
import { createHash, randomBytes } from 'node:crypto'

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  let k = Uint8Array.from(key)
  if (k.length > 64) k = digest(k)
  const i = new Uint8Array(64 + message.length)
  const o = new Uint8Array(96)
  for (let n = 0; n < 64; n++) {
    const byte = n < k.length ? k[n]! : 0
    i[n] = byte ^ 0x36
    o[n] = byte ^ 0x5c
  }
  i.set(message, 64)
  o.set(digest(i), 64)
  return digest(o)
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  const key = randomBytes(32)
  const x = hmacSha256(key, a)
  const y = hmacSha256(key, b)
  for (let n = 0; n < 32; n++) if (x[n] !== y[n]) return false
  return true
}

function digest(bytes: Uint8Array) {
  return Uint8Array.from(createHash('sha256').update(bytes).digest())
}
