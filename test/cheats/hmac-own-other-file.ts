// lesson: 04-hmac
// verdict: failed
// what: takes the HMAC of a later lesson of its own, where createHmac is used; it is taken away there as well
import { signHs256 } from './hs256.ts'

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return new TextEncoder().encode(signHs256({ message: [...message] }, key))
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= (a[index] as number) ^ (b[index] as number)
  return difference === 0
}
