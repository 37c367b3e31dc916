// lesson: 04-hmac
// verdict: failed
// diagnosis: taken-away
// what: the class Hmac
import * as crypto from 'node:crypto'

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return new (crypto as unknown as { Hmac: new (name: string, key: Uint8Array) => ReturnType<typeof crypto.createHmac> }).Hmac('sha256', key).update(message).digest()
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= (a[index] as number) ^ (b[index] as number)
  return difference === 0
}
