// lesson: 04-hmac
// verdict: broken
// diagnosis: syntax or crash
// what: has something in the file that the engine takes and the parser does not, so that nothing in it would be seen
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

export const never = () => import.source('./never.ts')

export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function sha256(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}
