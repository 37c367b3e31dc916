import { keyNeedOf } from '../algorithms.ts'
import { isPublicKeyText, isSignedWithPublicKey } from '../confusion.ts'
import { hmacTarget, madeBy } from '../hmac-match.ts'
import { type KeySource, secretBytes } from '../key.ts'
import { settingsIn } from '../settings.ts'
import type { Warning } from '../types.ts'
import { isSignedWithWellKnownSecret, isWellKnownSecret } from '../weak-secret.ts'
import { collectWarnings } from './add.ts'

/** Shortest secret for an HMAC algorithm, in bytes: as long as its hash (RFC 7518 §3.2). */
const SHORTEST: Record<string, number> = { HS256: 32, HS384: 48, HS512: 64 }

/** Warnings about the secret of an HMAC token: the given one, or a well-known one that was found. */
export function secretWarnings(text: string, alg: string | null, source: KeySource | null): Warning[] {
  if (alg !== null && keyNeedOf(alg)?.kty !== 'oct') return secretForPublicKey(alg, source)
  const shortest = alg !== null && Object.hasOwn(SHORTEST, alg) ? SHORTEST[alg] : undefined
  if (shortest === undefined) return []
  const secrets = (source?.keys ?? []).map(secretBytes).filter(bytes => bytes !== null)
  return collectWarnings(add => {
    const message = wellKnown(text, alg, secrets)
    if (message !== null) add('well-known-secret', 'danger', message, 'RFC 8725 §3.5')
    const keys = source?.keys ?? []
    if (secrets.some(isPublicKeyText) || keys.some(key => isSignedWithPublicKey(text, key, alg ?? ''))) {
      const message =
        'The secret is a public key or certificate, which is not secret. A token that a public key verifies as an HMAC is the confusion attack: a verifier must fix the algorithm for each key.'
      add('public-key-secret', 'danger', message, 'RFC 8725 §2.1')
    }
    const target = hmacTarget(text, alg)
    // A setting, NAME=value, has the length of its name as well.
    const isSecret = (bytes: Uint8Array) =>
      settingsIn(bytes).length === 0 || (target !== null && madeBy(target, bytes))
    const short = secrets.find(bytes => bytes.length < shortest && isSecret(bytes))
    if (short !== undefined) {
      const message = `The secret has ${short.length} byte${short.length === 1 ? '' : 's'}; ${alg} needs ${shortest} or more, made at random.`
      add('short-secret', 'danger', message, 'RFC 7518 §3.2')
    }
  })
}

/** Whose secret is well known: the one that made the signature, or only the given one. */
function wellKnown(text: string, alg: string | null, secrets: Uint8Array[]): string | null {
  const target = hmacTarget(text, alg)
  const where = 'from documentation or a list of passwords'
  if (target !== null && madeBy(target, Buffer.alloc(0)))
    return 'The secret is empty, as an unset variable is: anyone can forge this token.'
  if (isSignedWithWellKnownSecret(text, alg)) {
    const isGiven = secrets.length === 0 || secrets.some(secret => target !== null && madeBy(target, secret))
    return isGiven
      ? `The secret is a well-known one, ${where}: anyone can forge this token.`
      : `A well-known secret made this signature, not the given one. It is ${where}: anyone can forge this token.`
  }
  return secrets.some(isWellKnownSecret)
    ? `The given secret is a well-known one, ${where}: anyone can make tokens that it verifies.`
    : null
}

function secretForPublicKey(alg: string, source: KeySource | null): Warning[] {
  const isSecret = source?.keys.some(key => key.kind === 'secret') ?? false
  if (!isSecret || keyNeedOf(alg) === null) return []
  return collectWarnings(add => {
    const message = `A secret was given for an ${alg} token, which a public key verifies. A verifier must accept one algorithm for each key; one that lets the token choose is open to the confusion attack.`
    add('secret-for-public-key', 'caution', message, 'RFC 8725 §3.1')
  })
}
