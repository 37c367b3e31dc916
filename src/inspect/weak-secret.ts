import { createHmac, timingSafeEqual } from 'node:crypto'
import { WELL_KNOWN_SECRETS } from './well-known-secrets.ts'

/**
 * Whether one of the well-known secrets made this HMAC signature, read as UTF-8, base64 or base64url.
 * The secret itself is not returned, so that it can't be printed.
 */
export function isSignedWithWellKnownSecret(text: string, alg: string | null): boolean {
  const bits = /^HS(256|384|512)$/u.exec(alg ?? '')?.[1]
  const end = text.lastIndexOf('.')
  if (bits === undefined || end < 0) return false
  const signature = Buffer.from(text.slice(end + 1), 'base64url')
  const message = text.slice(0, end)
  return candidates().some(secret => {
    const expected = createHmac(`sha${bits}`, secret).update(message).digest()
    return expected.length === signature.length && timingSafeEqual(expected, signature)
  })
}

/** Whether a secret is one of the well-known ones. */
export function isWellKnownSecret(secret: Uint8Array): boolean {
  return candidates().some(candidate => candidate.equals(secret))
}

function candidates(): Buffer[] {
  const texts = WELL_KNOWN_SECRETS.map(secret => Buffer.from(secret, 'utf8'))
  const decoded = WELL_KNOWN_SECRETS.map(secret => Buffer.from(secret, 'base64')).filter(
    bytes => bytes.length > 0,
  )
  // An unset variable gives the empty secret, which is as well known as any.
  return [Buffer.alloc(0), ...texts, ...decoded]
}
