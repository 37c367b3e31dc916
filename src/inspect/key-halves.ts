import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto'
import type { JWK } from 'jose'

/** Names of the curves for OpenSSL (RFC 7518 §6.2.1.1, RFC 8812 §3.1). */
const CURVES: ReadonlyMap<unknown, string> = new Map([
  ['P-256', 'prime256v1'],
  ['P-384', 'secp384r1'],
  ['P-521', 'secp521r1'],
  ['secp256k1', 'secp256k1'],
])

/** The public half of a JWK. */
export type Coordinates = { x: string; y?: string }

/**
 * The public half that belongs to the `d` of a private JWK, when the JWK has another one: parts of two keys.
 * Null when they belong together, and for a key of which that can't be said. Never throws.
 */
export function rightPublicHalf(jwk: JWK): Coordinates | null {
  if (typeof jwk.d !== 'string' || typeof jwk.x !== 'string') return null
  try {
    const right = jwk.kty === 'OKP' ? ofOkp(jwk, jwk.d) : jwk.kty === 'EC' ? ofEc(jwk, jwk.d) : null
    if (right === null) return null
    return same(right.x, jwk.x) && (right.y === undefined || same(right.y, jwk.y)) ? null : right
  } catch {
    // A damaged d or an unknown curve has no public half.
    return null
  }
}

/** What is before the private key in PKCS #8 (RFC 8410 §7), in hex, and the length of the key in bytes. */
const PKCS8: ReadonlyMap<unknown, { before: string; length: number }> = new Map([
  ['Ed25519', { before: '302e020100300506032b657004220420', length: 32 }],
  ['Ed448', { before: '3047020100300506032b6571043b0439', length: 57 }],
])

/** What Node.js makes of `d` alone (RFC 8032 §5.1.5, §5.2.5): some of its versions refuse a JWK whose `x` is another one. */
function ofOkp(jwk: JWK, d: string): Coordinates | null {
  const form = PKCS8.get(jwk.crv)
  const bytes = Buffer.from(d, 'base64url')
  if (form === undefined || bytes.length !== form.length) return null
  const der = Buffer.concat([Buffer.from(form.before, 'hex'), bytes])
  const { x } = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })).export({
    format: 'jwk',
  })
  return typeof x === 'string' ? { x } : null
}

/** The point d times G (SEC 1 §3.2.1), which Node.js does not compare with `x` and `y`. */
function ofEc(jwk: JWK, d: string): Coordinates | null {
  const curve = CURVES.get(jwk.crv)
  if (curve === undefined) return null
  const pair = createECDH(curve)
  pair.setPrivateKey(Buffer.from(d, 'base64url'))
  // 04, then x and y of the same length (SEC 1 §2.3.3).
  const point = pair.getPublicKey().subarray(1)
  const [x, y] = [point.subarray(0, point.length / 2), point.subarray(point.length / 2)]
  return { x: x.toString('base64url'), y: y.toString('base64url') }
}

/** Zeros that were left out in front are another fault. */
function same(right: string, given: unknown): boolean {
  const digits = (text: string): string =>
    Buffer.from(text, 'base64url')
      .toString('hex')
      .replace(/^(?:00)+/u, '')
  return typeof given === 'string' && digits(right) === digits(given)
}
