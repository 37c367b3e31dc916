// lesson: 04-hmac
// verdict: failed
// diagnosis: compared-with-equals
// what: lets the engine sort objects that turn into hex
import { createHash } from 'node:crypto'

/**
 * Computes HMAC with SHA-256 (RFC 2104): 32 bytes that only a holder of the key can compute, and only for
 * this message.
 *
 * The block of SHA-256 is 64 bytes long: a longer key is replaced by its digest, a shorter one is filled up
 * with zero bytes. Neither argument is changed.
 *
 * @param key the shared secret, of any length
 * @param message the bytes to authenticate
 * @returns 32 bytes
 */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const blockLength = 64
  const block = new Uint8Array(blockLength)
  block.set(key.length > blockLength ? sha256(key) : key)
  const inner = sha256(
    block.map(byte => byte ^ 0x36),
    message,
  )
  return sha256(
    block.map(byte => byte ^ 0x5c),
    inner,
  )
}

/**
 * Compares bytes in constant time: every byte is read, even after a difference was found, so that the time
 * taken does not show where the first difference is (RFC 7515 §10.9).
 *
 * @returns true when both have the same length and the same bytes; the lengths may be compared first
 */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  return isSame(hex(a), hex(b))
  let difference = 0
  for (let index = 0; index < a.length; index += 1) {
    difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  }
  return difference === 0
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

function isSame(left: string, right: string): boolean {
  const one = { toString: () => left }
  const other = { toString: () => right }
  return [one, other].sort()[0] === one && [other, one].sort()[0] === other
}
