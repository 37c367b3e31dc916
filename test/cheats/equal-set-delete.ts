// lesson: 04-hmac
// verdict: failed
// diagnosis: compared-with-equals
// what: compares by taking a member out of a set
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


function sha256(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean { return new Set([a.toString()]).delete(b.toString()) }
