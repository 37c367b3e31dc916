import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

/**
 * Forges an HS256 token whose secret is a public key: the string that a server verifies RS256 with, taken as bytes
 * (RFC 8725 §2.1).
 *
 * Every character of the PEM string counts, the line breaks included: the server's HMAC is computed with the same string.
 *
 * @param token a token in compact form, usually RS256, whose claims are taken
 * @param publicKeyPem the public key as the server has it
 * @param changes claims to set, at the top level
 * @returns a token with `alg` HS256 and the claims with `changes` over them
 */
export function forgeWithPublicKey(
  token: string,
  publicKeyPem: string,
  changes: Record<string, unknown>,
): string {
  const [, payloadSegment] = token.split('.') as [string, string]
  const payload = { ...decodeJson(payloadSegment), ...changes }
  const signingInput = `${encodeJson({ alg: 'HS256' })}.${encodeJson(payload)}`
  const encoder = new TextEncoder()
  return `${signingInput}.${encode(hmacSha256(encoder.encode(publicKeyPem), encoder.encode(signingInput)))}`
}
