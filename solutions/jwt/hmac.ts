import { createHash } from 'node:crypto'

/**
 * Computes HMAC with SHA-256 (RFC 2104): a 32-byte proof that whoever made it holds the key and that
 * the message is unchanged.
 *
 * The block of SHA-256 is 64 bytes long: a longer key is replaced by its hash, a shorter one is filled up
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
 * Compares two byte strings without saying, by the work it does, where they differ: every byte is read,
 * also after a difference was found (RFC 2104 leaves this to the verifier; a verifier that stops early can be timed).
 *
 * @returns true when both have the same length and the same bytes; different lengths are false at once
 */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
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
