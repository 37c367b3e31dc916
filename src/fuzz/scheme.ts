/** The signature scheme of a target, and tokens made with it. */
import { createPrivateKey, type JsonWebKey, sign } from 'node:crypto'
import { toBase64url, utf8 } from '../grader/kit/bytes.ts'

/** How honest tokens of a target are signed, and what an attacker has. */
export type Scheme = {
  alg: string
  /** Other names of the same algorithm, which are right as well. */
  aliases?: readonly string[]
  /** Signs with the issuer's own key. */
  sign: (signingInput: Uint8Array) => Uint8Array
  /** Signs with a key of the attacker's, in the same algorithm. */
  signForeign: (signingInput: Uint8Array) => Uint8Array
  /** Header parameters of the issuer besides alg. */
  header: Record<string, unknown>
}

/** A segment: JSON of a value, or a string as it is. */
export function segment(part: unknown): string {
  return toBase64url(utf8(typeof part === 'string' ? part : JSON.stringify(part)))
}

export const honestHeader = (scheme: Scheme): Record<string, unknown> => ({
  alg: scheme.alg,
  ...scheme.header,
})

/** A token over two segments as they are written, signed with the issuer's key or the attacker's. */
export function signSegments(
  scheme: Scheme,
  header: string,
  payload: string,
  by: 'issuer' | 'attacker' = 'issuer',
): string {
  const input = `${header}.${payload}`
  const sign = by === 'issuer' ? scheme.sign : scheme.signForeign
  return `${input}.${toBase64url(sign(utf8(input)))}`
}

/** A valid token over these claims. */
export function honestToken(scheme: Scheme, payload: unknown): string {
  return signSegments(scheme, segment(honestHeader(scheme)), segment(payload))
}

/** Signs with a private RSA key (RFC 7518 §3.3). */
export function signRs256(privateKey: JsonWebKey): Scheme['sign'] {
  const key = createPrivateKey({ key: privateKey, format: 'jwk' })
  return input => sign('sha256', input, key)
}
