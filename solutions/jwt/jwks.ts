import { createHash, type JsonWebKey } from 'node:crypto'
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'

/** The members that make a key what it is, in the order of the alphabet (RFC 7638 §3.2, RFC 8037 §2). */
const REQUIRED = new Map<unknown, readonly string[]>([
  ['EC', ['crv', 'kty', 'x', 'y']],
  ['OKP', ['crv', 'kty', 'x']],
  ['RSA', ['e', 'kty', 'n']],
  ['oct', ['k', 'kty']],
])

/** What a key must be for an algorithm: its type, and its curve if it has one. */
const ALGORITHMS = new Map<unknown, { kty: string; crv?: string }>([
  ['RS256', { kty: 'RSA' }],
  ['ES256', { kty: 'EC', crv: 'P-256' }],
  ['Ed25519', { kty: 'OKP', crv: 'Ed25519' }],
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519' }],
])

/**
 * The thumbprint of a key: a name that follows from the key itself, and that nobody has to hand out (RFC 7638 §3).
 *
 * It is the SHA-256 of a JSON text with the required members only, in the order of the alphabet, without spaces, as
 * base64url. A private key and its public key have the same thumbprint.
 *
 * @param jwk a key of type RSA, EC, OKP or oct
 * @throws JwtError 'bad-key' for another type, and when a required member is missing or is not a string
 */
export function thumbprint(jwk: JsonWebKey): string {
  const members = REQUIRED.get(jwk.kty)
  if (members === undefined) throw new JwtError('bad-key', 'the key is not of type RSA, EC, OKP or oct')
  const canonical = members.map(name => {
    const value = jwk[name]
    if (typeof value !== 'string') throw new JwtError('bad-key', `the key has no ${name}`)
    return [name, value]
  })
  return encode(
    createHash('sha256')
      .update(JSON.stringify(Object.fromEntries(canonical)))
      .digest(),
  )
}

/**
 * Finds the key of a set that a token asks for (RFC 7517 §4, RFC 7515 §6, RFC 8725 §3.1 and §3.10).
 *
 * A key fits when its type and curve are those of the header's algorithm, its `use` is absent or 'sig', its `alg` is
 * absent or the header's, and its `kid` is the header's, character by character. Without a `kid` in the header, exactly
 * one key must fit. Keys and addresses that the header brings along are never looked at.
 *
 * @param header the header of a token, which an attacker may have written
 * @param jwks keys that are trusted
 * @returns the key, as it is in the set
 * @throws JwtError 'unsupported' for an algorithm that has no public keys, such as none and HS256; 'bad-key' when no key
 *   fits, or more than one
 */
export function keyFor(
  header: Record<string, unknown>,
  jwks: { keys: (JsonWebKey & { kid?: string })[] },
): JsonWebKey {
  const needed = ALGORITHMS.get(header.alg)
  if (needed === undefined) throw new JwtError('unsupported', 'there are no keys for this algorithm')
  const fitting = jwks.keys.filter(
    key =>
      key.kty === needed.kty &&
      (needed.crv === undefined || key.crv === needed.crv) &&
      (key.use === undefined || key.use === 'sig') &&
      (key.alg === undefined || key.alg === header.alg) &&
      (header.kid === undefined || key.kid === header.kid),
  )
  const [key] = fitting
  if (key === undefined || fitting.length > 1) {
    throw new JwtError('bad-key', `${fitting.length} keys of the set fit this token`)
  }
  return key
}
