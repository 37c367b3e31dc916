import { type compactVerify, importJWK, type JWK } from 'jose'
import type { VerificationKey } from './key.ts'
import { rsaBits } from './key-labels.ts'

type Usable = Parameters<typeof compactVerify>[1]

/** The public half only, so that neither `key_ops` nor `d` of a private key gets in the way. */
export async function usableKey(key: VerificationKey, alg: string): Promise<Usable> {
  if (key.kind === 'secret') return key.bytes
  const { kty, crv, x, y, n, e, k, pub } = publicJwk(key)
  const parameters = { kty, crv, x, y, n, e, k, pub, alg }
  const jwk = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined))
  return importJWK(jwk as JWK, alg)
}

/** The key as a JWK; of a type without a JWK form only `kty`. */
export function publicJwk(key: Exclude<VerificationKey, { kind: 'secret' }>): JWK {
  if (key.kind === 'jwk') return key.jwk
  try {
    return key.key.export({ format: 'jwk' }) as JWK
  } catch {
    // Key types without a JWK form fit no algorithm.
    return { kty: key.key.asymmetricKeyType ?? 'unknown' }
  }
}

/** Says why a key of the right type is refused all the same, or null. */
export function whyUnusable(key: VerificationKey, jwk: JWK, alg: string): string | null {
  if (jwk.kty !== 'RSA' || typeof jwk.n !== 'string') return null
  const bits = rsaBits(jwk.n)
  if (bits >= 2048) return null
  return `The key can't be used for ${alg}: it is ${key.label}, and RSA keys need 2048 bits or more (RFC 7518 §3.3).`
}
