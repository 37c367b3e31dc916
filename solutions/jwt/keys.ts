import type { JsonWebKey } from 'node:crypto'
import { JwtError } from './errors.ts'

/** A key that the verifier trusts, its name, and the only algorithm that it is used with (RFC 8725 §3.1). */
export type TrustedKey = { kid: string; alg: string; secret?: Uint8Array; jwk?: JsonWebKey }

/**
 * Selects the key for a token by its header (RFC 7515 §4.1.4). The header names a key and nothing else: what it brings
 * along in `jwk`, `jku`, `x5c` or `x5u` is never the key (RFC 8725 §3.10).
 *
 * @param header the header of a token that nothing vouches for yet
 * @param trusted the keys that the verifier was set up with; they are not changed
 * @returns the trusted key with the header's `kid`
 * @throws JwtError 'bad-key' when the header's `kid` is not a string, or no trusted key is called that;
 *   'unsupported' when the header's `alg` is not exactly the algorithm of that key
 */
export function selectKey(header: Record<string, unknown>, trusted: readonly TrustedKey[]): TrustedKey {
  const key = trusted.find(candidate => candidate.kid === header.kid)
  if (key === undefined) throw new JwtError('bad-key', 'no trusted key has this kid')
  if (header.alg !== key.alg) throw new JwtError('unsupported', `the key ${key.kid} is for ${key.alg} only`)
  return key
}
