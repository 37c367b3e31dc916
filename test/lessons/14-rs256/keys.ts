/** Keys and signatures for the tests of this lesson, made by Node. */
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  privateEncrypt,
  publicDecrypt,
  sign,
  verify,
} from 'node:crypto'
import { fromBase64url, sha256, toBase64url, toHex, utf8 } from '../../../src/grader/kit/index.ts'

export type Jwk = JsonWebKey & { kid?: string }

/** RFC 7515 Appendix A.2.1, the public part, and the token of A.2.1. */
export const RFC_KEY: Jwk = {
  kty: 'RSA',
  n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
  e: 'AQAB',
}
export const RFC_TOKEN =
  'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw'

/** How a signature is made: a digest and a padding of Node's. */
export type How = { digest?: string; padding?: number; saltLength?: number }

const privateKeys = new Map<string, ReturnType<typeof createPrivateKey>>()
const privateOf = (jwk: Jwk) => {
  const name = `${jwk.kty}${jwk.d}`
  const key = privateKeys.get(name) ?? createPrivateKey({ key: jwk, format: 'jwk' })
  privateKeys.set(name, key)
  return key
}
const publicKeys = new Map<string, ReturnType<typeof createPublicKey>>()
export const publicOf = (jwk: Jwk) => {
  const name = `${jwk.kty}${jwk.crv}${jwk.n}${jwk.x}${jwk.e}`
  const key = publicKeys.get(name) ?? createPublicKey({ key: jwk, format: 'jwk' })
  publicKeys.set(name, key)
  return key
}

export const segment = (part: unknown): string =>
  toBase64url(utf8(typeof part === 'string' ? part : JSON.stringify(part)))
export const inputOf = (header: unknown, payload: unknown): string => `${segment(header)}.${segment(payload)}`

/** A signature over a text, by any private key. */
export function signatureOf(text: string, jwk: Jwk, { digest = 'sha256', ...how }: How = {}): Uint8Array {
  return Uint8Array.from(sign(digest, utf8(text), { key: privateOf(jwk), ...how }))
}

/** A token that is signed over the given segments; strings are taken as JSON as they are. */
export function tokenOf(header: unknown, payload: unknown, jwk: Jwk, how: How = {}): string {
  const input = inputOf(header, payload)
  return `${input}.${toBase64url(signatureOf(input, jwk, how))}`
}

/** A token whose MAC was made with some key as the secret. */
export function macOf(header: unknown, payload: unknown, secret: string): string {
  const input = inputOf(header, payload)
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** What RSA makes of a block of bytes with the private key: a signature over any padding. */
export function signedBlock(block: Uint8Array, jwk: Jwk): Uint8Array {
  return Uint8Array.from(privateEncrypt({ key: privateOf(jwk), padding: constants.RSA_NO_PADDING }, block))
}

/** The block of bytes behind a signature, or null when there is none. */
export function openedBlock(signature: Uint8Array, jwk: Jwk): Uint8Array | null {
  try {
    return Uint8Array.from(
      publicDecrypt({ key: publicOf(jwk), padding: constants.RSA_NO_PADDING }, signature),
    )
  } catch {
    return null
  }
}

/** The hex digits behind the padding of PKCS #1 v1.5, or null when the padding is wrong. */
export function openedText(signature: Uint8Array, jwk: Jwk): string | null {
  try {
    return toHex(publicDecrypt({ key: publicOf(jwk), padding: constants.RSA_PKCS1_PADDING }, signature))
  } catch {
    return null
  }
}

/** The block that RS256 makes of a text, as a number (RFC 8017 §9.2). */
export function blockOf(text: string, jwk: Jwk): bigint {
  const info = `3031300d060960864801650304020105000420${toHex(sha256(utf8(text)))}`
  const length = fromBase64url(String(jwk.n)).length
  return BigInt(`0x0001${'ff'.repeat(Math.max(0, length - 3 - info.length / 2))}00${info}`)
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || '0'}`)

/** What a signature opens to as a number, whatever its length: s ** e % n. */
export function openedNumber(signature: Uint8Array, jwk: Jwk): bigint {
  const n = numberOf(fromBase64url(String(jwk.n)))
  let result = 1n
  let square = numberOf(signature) % n
  for (let rest = numberOf(fromBase64url(String(jwk.e))); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % n
    square = (square * square) % n
  }
  return result
}

/** The same signature with the modulus added, which opens to the same number; null when it has more bytes. */
export function signaturePlusModulus(signature: Uint8Array, jwk: Jwk): Uint8Array | null {
  const n = fromBase64url(String(jwk.n))
  const hex = (numberOf(signature) + numberOf(n)).toString(16)
  return hex.length > 2 * n.length
    ? null
    : Uint8Array.from(Buffer.from(hex.padStart(2 * n.length, '0'), 'hex'))
}

export const isSignedBy = (text: string, signature: Uint8Array, jwk: Jwk, how: How = {}): boolean => {
  const { digest = 'sha256', ...rest } = how
  try {
    return verify(digest, utf8(text), { key: publicOf(jwk), ...rest }, signature)
  } catch {
    return false
  }
}
