import { type KeyNeed, keyNeedOf, notSupported } from './algorithms.ts'
import { isSignedWithPublicKey } from './confusion.ts'
import type { KeySource, VerificationKey } from './key.ts'
import { whyNotFor } from './key-fit.ts'
import { nearMiss } from './near-misses.ts'
import { malformedButSigned } from './other-texts.ts'
import type { ReadToken } from './parts.ts'
import type { SignatureCheck } from './types.ts'
import { impossible, verifyCompact } from './verify-compact.ts'
import { verifyWithSet } from './verify-set.ts'

/**
 * Checks the signature of a compact JWS over the text as it is (RFC 7515 §5.2).
 * `text` is the token without what was around it. Never throws for a token or a key that does not fit.
 */
export async function checkSignature(
  text: string,
  token: ReadToken,
  algorithm: string | null,
  source: KeySource | null,
): Promise<SignatureCheck> {
  if (token.kind === 'jwe') {
    const message = 'This token is encrypted (JWE), not signed; inspect does not decrypt it.'
    return { state: source === null ? 'not-checked' : 'impossible', message, key: null }
  }
  if (!token.signable) return checkMalformed(text.split('~', 1)[0] ?? '', algorithm, source)
  if (algorithm === 'none') {
    const message = 'There is no signature: alg is none. Anyone could have written this token.'
    return { state: source === null ? 'not-checked' : 'impossible', message, key: null }
  }
  const need = algorithm === null ? null : keyNeedOf(algorithm)
  if (source === null) return token.content.kind === 'detached' ? detached : withoutKey(algorithm, need)
  if (algorithm === null) return impossible('The header has no alg that is a string.')
  if (need === null) return impossible(notSupported(algorithm))
  const compact = text.split('~', 1)[0] ?? ''
  const check =
    source.kind === 'set'
      ? await verifyWithSet(compact, token, source, algorithm, need)
      : await tryFirst(compact, source.keys, algorithm, need)
  if (token.content.kind !== 'detached' || check.state !== 'invalid') return check
  return { ...detached, key: check.key }
}

/** A malformed token is not verified; only when its signature fits after all, that is said. */
function checkMalformed(compact: string, algorithm: string | null, source: KeySource | null): SignatureCheck {
  const need = algorithm === null ? null : keyNeedOf(algorithm)
  for (const key of source?.keys ?? []) {
    if (algorithm === null || need === null || whyNotFor(key, algorithm, need) !== null) continue
    const message = malformedButSigned(compact, key, algorithm)
    if (message !== null) return { state: 'invalid', message, key: key.label }
  }
  const message = 'Not checked: the token is malformed, and no verifier may look further (RFC 7515 §5.2).'
  return { state: 'not-checked', message, key: null }
}

/** Without the payload there is nothing to compare the signature with. */
const detached: SignatureCheck = {
  state: 'not-checked',
  message:
    'Not checked: the payload is not here. If it is detached, the signature covers what was sent beside the token (RFC 7515 Appendix F).',
  key: null,
}

function withoutKey(alg: string | null, need: KeyNeed | null): SignatureCheck {
  if (need === null) {
    const message = alg === null ? 'Not checked.' : `Not checked: ${notSupported(alg)}`
    return { state: 'not-checked', message, key: null }
  }
  const message = `Not checked: that needs ${need.words}.`
  return { state: 'not-checked', message, key: null, wants: need.kty === 'oct' ? 'secret' : 'public-key' }
}

/** Checks with the first key; when that is wrong, another one of the same file may be the right one. */
async function tryFirst(
  text: string,
  [first, ...others]: VerificationKey[],
  alg: string,
  need: KeyNeed,
): Promise<SignatureCheck> {
  const check = await tryOne(text, first, alg, need)
  if (check.state === 'valid' || first === undefined) return check
  for (const other of others) {
    if (whyNotFor(other, alg, need) !== null) continue
    if ((await verifyCompact(text, other, alg)).state !== 'valid') continue
    const message = `Wrong with ${first.label}, but right with ${other.label}: give that one alone.`
    return { state: 'invalid', message, key: first.label }
  }
  return check
}

async function tryOne(
  text: string,
  key: VerificationKey | undefined,
  alg: string,
  need: KeyNeed,
): Promise<SignatureCheck> {
  if (key === undefined) return impossible('No key was given.')
  const mismatch = whyNotFor(key, alg, need)
  if (mismatch !== null) return impossible(mismatch + confusionWords(text, key, alg), key.label)
  const answer = await verifyCompact(text, key, alg)
  if (answer.state !== 'invalid') return answer
  const near = await nearMiss(text, key, alg)
  return near === null ? answer : { ...answer, message: near }
}

/** Says that the given public key itself is the secret of this HMAC, when it is. */
function confusionWords(text: string, key: VerificationKey, alg: string): string {
  if (!isSignedWithPublicKey(text, key, alg)) return ''
  return ' And this signature was made that way: with the text of this very key as the secret. Anyone who has the public key can make such a token.'
}
