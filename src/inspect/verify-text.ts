import { constants, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { hmacTarget, madeBy } from './hmac-match.ts'
import { secretBytes, type VerificationKey } from './key.ts'
import { publicJwk } from './usable-key.ts'

/**
 * Whether a key made a signature over any text (RFC 7518 §3), also one that is not a signing input by the rules.
 * `signature` is in base64url. The key must be of the kind that the algorithm needs.
 */
export function signedText(input: string, signature: string, key: VerificationKey, alg: string): boolean {
  const secret = secretBytes(key)
  if (secret !== null) {
    const target = hmacTarget(`${input}.${signature}`, alg)
    return target !== null && madeBy(target, secret)
  }
  const object = publicKeyOf(key)
  if (object === null) return false
  const hash = /^(?:RS|PS|ES)\d/u.test(alg) ? `sha${alg.slice(2, 5)}` : null
  const options = alg.startsWith('PS')
    ? { key: object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { key: object, dsaEncoding: 'ieee-p1363' as const }
  try {
    return verify(hash, Buffer.from(input), options, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** Whether a PSS signature is right but for the length of its salt, which JOSE fixes (RFC 7518 §3.5). */
export function isSignedWithAnotherSalt(
  input: string,
  signature: Uint8Array,
  key: VerificationKey,
  alg: string,
): boolean {
  const object = publicKeyOf(key)
  if (object === null || object.asymmetricKeyType !== 'rsa' || !/^PS(256|384|512)$/u.test(alg)) return false
  const saltLength = constants.RSA_PSS_SALTLEN_AUTO
  const options = { key: object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
  try {
    return verify(`sha${alg.slice(2)}`, Buffer.from(input), options, signature)
  } catch {
    return false
  }
}

function publicKeyOf(key: VerificationKey): KeyObject | null {
  if (key.kind === 'secret') return null
  if (key.kind === 'public') return key.key
  try {
    return createPublicKey({ key: publicJwk(key) as JsonWebKey, format: 'jwk' })
  } catch {
    return null
  }
}
