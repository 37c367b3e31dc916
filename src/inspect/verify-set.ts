import type { KeyNeed } from './algorithms.ts'
import type { KeySource, VerificationKey } from './key.ts'
import { whyNotFor } from './key-fit.ts'
import { nearMiss } from './near-misses.ts'
import type { ReadToken } from './parts.ts'
import type { SignatureCheck } from './types.ts'
import { impossible, verifyCompact } from './verify-compact.ts'

/** Checks a signature with a key set, which chooses by kid (RFC 7515 §4.1.4). */
export async function verifyWithSet(
  text: string,
  token: ReadToken,
  source: KeySource,
  alg: string,
  need: KeyNeed,
): Promise<SignatureCheck> {
  const kid = token.parts[0]?.json?.kid
  const named =
    kid === undefined ? source.keys : source.keys.filter(key => key.kind === 'jwk' && key.jwk.kid === kid)
  if (named.length === 0) {
    const message = `No key of the set has the kid ${JSON.stringify(kid)} that the header asks for.`
    const signer = await findSigner(text, source, alg, need)
    return impossible(
      signer === null ? message : `${message} Yet ${signer.label} made the signature: ${whyNotNamed(signer)}`,
    )
  }
  const fitting = named.filter(key => whyNotFor(key, alg, need) === null)
  const first = named[0] as VerificationKey
  if (fitting.length === 0) return impossible(whyNotFor(first, alg, need) ?? 'No key fits.', first.label)
  let last: SignatureCheck = impossible('No key of the set fits.')
  for (const key of fitting) {
    last = await verifyCompact(text, key, alg)
    if (last.state === 'valid') return last
  }
  for (const key of fitting) {
    const near = await nearMiss(text, key, alg)
    if (near !== null) return { state: 'invalid', message: near, key: key.label }
  }
  if (fitting.length === 1) return last
  return {
    ...last,
    key: null,
    message: `Wrong: none of the ${fitting.length} keys of the set that fit ${alg} made this signature.`,
  }
}

/** The kid of the key differs, or the set gives it none. */
function whyNotNamed(signer: VerificationKey): string {
  return signer.kind === 'jwk' && signer.jwk.kid === undefined
    ? 'in the set, that key has no kid.'
    : 'the kid is wrong.'
}

/** The key of the set that made the signature, whatever its kid; null when none did. */
async function findSigner(
  text: string,
  source: KeySource,
  alg: string,
  need: KeyNeed,
): Promise<VerificationKey | null> {
  for (const key of source.keys) {
    if (whyNotFor(key, alg, need) !== null) continue
    if ((await verifyCompact(text, key, alg)).state === 'valid') return key
  }
  return null
}
