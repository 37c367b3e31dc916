import { X509Certificate } from 'node:crypto'
import type { JWK } from 'jose'

type AnyJwk = JWK & Record<string, unknown>

/** The parameters without which a JWK is no key (RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2). */
const NEEDED: Record<string, readonly string[]> = {
  RSA: ['n', 'e'],
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
}

/** Which of them a JWK has not. */
export const missingMembers = (jwk: AnyJwk): string[] =>
  (NEEDED[String(jwk.kty)] ?? []).filter(name => jwk[name] === undefined)

/** Takes the parameters that a JWK should have and has not from the certificate that it brings (RFC 7517 §4.7). */
export function completeJwk(jwk: AnyJwk): { jwk: AnyJwk; repairs: string[] } {
  const missing = missingMembers(jwk)
  const [first] = Array.isArray(jwk.x5c) ? jwk.x5c : []
  if (missing.length === 0 || typeof first !== 'string') return { jwk, repairs: [] }
  try {
    const { publicKey } = new X509Certificate(Buffer.from(first, 'base64'))
    const key = publicKey.export({ format: 'jwk' })
    if (key.kty !== jwk.kty) return { jwk, repairs: [] }
    const repair = `A JWK has no ${missing.join(' and ')}, which it must have; its certificate in x5c was read.`
    return { jwk: { ...key, ...jwk }, repairs: [repair] }
  } catch {
    return { jwk, repairs: [] }
  }
}
