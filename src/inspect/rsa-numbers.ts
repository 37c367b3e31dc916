/** Whether the numbers of a private RSA key belong together (RFC 8017 §3.2). */

import { createPrivateKey } from 'node:crypto'
import type { JWK } from 'jose'

/** A larger modulus is not looked at where that means raising to a power, in bits. */
const MOST_BITS = 4096

/** The private key in the text of a file, PEM or DER in base64, as a JWK; an empty one when there is none. */
export function privateJwk(text: string, isPrivate: boolean): JWK {
  if (!isPrivate) return {}
  const der = { key: Buffer.from(text, 'base64'), format: 'der' } as const
  for (const key of [text, { ...der, type: 'pkcs8' as const }, { ...der, type: 'pkcs1' as const }])
    try {
      return createPrivateKey(key).export({ format: 'jwk' }) as JWK
    } catch {
      // It has another form.
    }
  return {}
}

/** Which numbers of a private RSA key do not belong together, in words; null when all do, or nobody can say. */
export function rsaFault(jwk: JWK & Record<string, unknown>): string | null {
  if (jwk.kty !== 'RSA' || jwk.oth !== undefined) return null
  const [n, e, d, p, q] = [jwk.n, jwk.e, jwk.d, jwk.p, jwk.q].map(numberOf)
  if (n == null || e == null || d == null) return null
  if (p == null || q == null || p < 3n || q < 3n)
    return power(2n, e * d, n) === 2n ? null : 'its d does not belong to its n and e'
  if (p * q !== n) return 'its p times q is not its n'
  if ((e * d) % (p - 1n) !== 1n || (e * d) % (q - 1n) !== 1n) return 'its d does not belong to its n and e'
  const [dp, dq, qi] = [jwk.dp, jwk.dq, jwk.qi].map(numberOf)
  if (dp != null && (e * dp) % (p - 1n) !== 1n) return 'its dp is not that of its d and p'
  if (dq != null && (e * dq) % (q - 1n) !== 1n) return 'its dq is not that of its d and q'
  return qi != null && (qi * q) % p !== 1n ? 'its qi is not that of its p and q' : null
}

/** p times q in base64url when that is not n; else null. */
export function modulusOfPrimes(jwk: JWK): string | null {
  const [n, p, q] = [jwk.n, jwk.p, jwk.q].map(numberOf)
  if (jwk.kty !== 'RSA' || n == null || p == null || q == null || p * q === n) return null
  const hex = (p * q).toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}

/** The number in base64url (RFC 7518 §2); null for none, zero, and what is too long for an RSA key. */
function numberOf(text: unknown): bigint | null {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64url') : Buffer.alloc(0)
  if (bytes.length === 0 || bytes.length > 4096) return null
  const number = BigInt(`0x${bytes.toString('hex')}`)
  return number === 0n ? null : number
}

/** base to the exponent modulo n; 2 for numbers that are too large, which says that nothing is wrong. */
function power(base: bigint, exponent: bigint, n: bigint): bigint {
  const bits = exponent.toString(2)
  if (n < 3n || bits.length > MOST_BITS + 64) return base
  let result = 1n
  for (const bit of bits) {
    result = (result * result) % n
    if (bit === '1') result = (result * base) % n
  }
  return result
}
