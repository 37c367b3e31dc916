import type { KeyObject } from 'node:crypto'
import type { JWK } from 'jose'

/** JOSE names of the curves that OpenSSL names otherwise (RFC 7518 §6.2.1.1). */
const CURVES: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }

/** What a key is, in a few words, without anything of the key itself. */
export function keyLabel(key: KeyObject): string {
  const details = key.asymmetricKeyDetails
  const type = key.asymmetricKeyType ?? ''
  if (type === 'rsa') return `an RSA key of ${details?.modulusLength} bits`
  if (type === 'rsa-pss') return `an RSA key of ${details?.modulusLength} bits for RSA-PSS only`
  if (type === 'ec') {
    const curve = details?.namedCurve ?? 'an unnamed curve'
    return `an EC key on ${Object.hasOwn(CURVES, curve) ? CURVES[curve] : curve}`
  }
  if (/^ed/u.test(type)) return `an ${type === 'ed448' ? 'Ed448' : 'Ed25519'} key`
  return `a key of type ${type}`
}

/** What a JWK is, in a few words. */
export function jwkLabel(jwk: JWK): string {
  if (jwk.kty === 'oct') {
    const length = typeof jwk.k === 'string' ? Buffer.from(jwk.k, 'base64url').length : 0
    return `a secret JWK of ${length} bytes`
  }
  if (jwk.kty === 'RSA' && typeof jwk.n === 'string') return `an RSA key of ${rsaBits(jwk.n)} bits`
  const curve = typeof jwk.crv === 'string' ? ` on ${jwk.crv}` : ''
  return `${/^[AEIO]/u.test(jwk.kty ?? '') ? 'an' : 'a'} ${jwk.kty} key${curve}`
}

/** Bits of an RSA modulus given in base64url. */
export function rsaBits(n: string): number {
  const hex = Buffer.from(n, 'base64url').toString('hex').replace(/^0+/u, '')
  return hex === '' ? 0 : hex.length * 4 - Math.clz32(Number.parseInt(hex[0] as string, 16)) + 28
}
