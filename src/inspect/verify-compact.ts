import { compactVerify, errors } from 'jose'
import type { VerificationKey } from './key.ts'
import type { SignatureCheck } from './types.ts'
import { usableKey } from './usable-key.ts'

/** Checks a compact JWS with one key of the right kind. Never throws. */
export async function verifyCompact(
  text: string,
  key: VerificationKey,
  alg: string,
): Promise<SignatureCheck> {
  try {
    await compactVerify(text, await usableKey(key, alg), { algorithms: [alg] })
    return { state: 'valid', message: `Right: ${key.label} made this signature (${alg}).`, key: key.label }
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      const message = `Wrong: ${key.label} did not make this signature, or the token was changed.`
      return { state: 'invalid', message, key: key.label }
    }
    return impossible(whyRefused(error, alg), key.label)
  }
}

function whyRefused(error: unknown, alg: string): string {
  if (error instanceof errors.JOSENotSupported) {
    return 'The header demands an extension in "crit" that is not known here, so the token must be refused (RFC 7515 §4.1.11).'
  }
  if (error instanceof errors.JWSInvalid)
    return 'The header breaks the rules of RFC 7515 (crit or b64); see the warnings.'
  // The other errors are about the key. Their messages are not shown: they could quote it.
  return `The key can't be used for ${alg}: one of its parameters is damaged or missing.`
}

/** A check that can't be made, and why. */
export function impossible(message: string, key: string | null = null): SignatureCheck {
  return { state: 'impossible', message, key }
}
