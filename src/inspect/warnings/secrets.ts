import { keyNeedOf } from '../algorithms.ts'
import { isPublicKeyText, isSignedWithPublicKey } from '../confusion.ts'
import { type KeySource, secretBytes } from '../key.ts'
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
    if (isSignedWithWellKnownSecret(text, alg) || secrets.some(isWellKnownSecret)) {
      const message =
        'The secret is a well-known one, from documentation or a list of passwords: anyone can forge this token.'
      add('well-known-secret', 'danger', message, 'RFC 8725 §3.5')
    }
    const keys = source?.keys ?? []
    if (secrets.some(isPublicKeyText) || keys.some(key => isSignedWithPublicKey(text, key, alg ?? ''))) {
      const message =
        'The secret is a public key or certificate, which is not secret. A token that a public key verifies as an HMAC is the confusion attack: a verifier must fix the algorithm for each key.'
      add('public-key-secret', 'danger', message, 'RFC 8725 §2.1')
    }
    const short = secrets.find(bytes => bytes.length < shortest)
    if (short !== undefined) {
      const message = `The secret has ${short.length} byte${short.length === 1 ? '' : 's'}; ${alg} needs ${shortest} or more, made at random.`
      add('short-secret', 'danger', message, 'RFC 7518 §3.2')
    }
  })
}

function secretForPublicKey(alg: string, source: KeySource | null): Warning[] {
  const isSecret = source?.keys.some(key => key.kind === 'secret') ?? false
  if (!isSecret || keyNeedOf(alg) === null) return []
  return collectWarnings(add => {
    const message = `A secret was given for an ${alg} token, which a public key verifies. A verifier must accept one algorithm for each key; one that lets the token choose is open to the confusion attack.`
    add('secret-for-public-key', 'caution', message, 'RFC 8725 §3.1')
  })
}
