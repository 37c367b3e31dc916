import { hmacTarget, matcherOf } from './hmac-match.ts'
import { WELL_KNOWN_SECRETS } from './well-known-secrets.ts'

/**
 * Whether one of the well-known secrets made this HMAC signature, read as UTF-8, base64 or base64url.
 * The secret itself is not returned, so that it can't be printed.
 */
export function isSignedWithWellKnownSecret(text: string, alg: string | null): boolean {
  const target = hmacTarget(text, alg)
  return target !== null && candidates().some(matcherOf(target))
}

/** Whether a secret is one of the well-known ones. */
export function isWellKnownSecret(secret: Uint8Array): boolean {
  return candidates().some(candidate => candidate.equals(secret))
}

let known: Buffer[] | null = null

function candidates(): Buffer[] {
  known ??= makeCandidates()
  return known
}

function makeCandidates(): Buffer[] {
  const texts = WELL_KNOWN_SECRETS.flatMap(secret => [Buffer.from(secret), Buffer.from(`${secret}\n`)])
  const decoded = WELL_KNOWN_SECRETS.map(secret => Buffer.from(secret, 'base64')).filter(
    bytes => bytes.length > 0,
  )
  // An unset variable gives the empty secret, which is as well known as any.
  return [Buffer.alloc(0), ...texts, ...decoded]
}
