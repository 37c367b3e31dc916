// lesson: 04-hmac
// verdict: failed
// diagnosis: compared-with-equals
// what: compares in a function made by the constructor of another
import { createHash } from 'node:crypto'

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? createHash('sha256').update(key).digest() : key)
  const inner = createHash('sha256').update(block.map(byte => byte ^ 0x36)).update(message).digest()
  return createHash('sha256').update(block.map(byte => byte ^ 0x5c)).update(inner).digest()
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return ((() => {}).constructor('left', 'right', 'return left === right') as (left: string, right: string) => boolean)(a.join(), b.join())
}
