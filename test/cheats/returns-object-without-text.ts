// lesson: 13-header-keys
// verdict: failed
// diagnosis: no-text-form
// what: an alg that no string can be made of
import { generateKeyPairSync, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

/**
 * Forges a token that brings its own key along: signed with a private key made for it, with the public half as `jwk` in
 * the header (RFC 7515 §4.1.3).
 *
 * @param token a token in compact form, whose claims are taken
 * @param changes claims to set, at the top level
 * @returns a token that verifies with the key in its own header
 */
export function forgeWithOwnKey(token: string, changes: Record<string, unknown>): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const signingInput = `${encodeJson({ alg: { toString: 5, valueOf: 6 }, jwk })}.${encodeJson(changedClaims(token, changes))}`
  // A JWT has the two numbers of an ECDSA signature side by side, 64 bytes (RFC 7518 §3.4); Node's default is DER.
  const signature = sign('sha256', new TextEncoder().encode(signingInput), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `${signingInput}.${encode(signature)}`
}

/**
 * Forges a token whose `kid` makes a careless lookup find a key that everybody knows: the empty one.
 *
 * @param token a token in compact form, whose claims are taken
 * @param kid what to ask the server's lookup for
 * @param changes claims to set, at the top level
 * @returns a token with `alg` HS256 and this `kid`, signed with no bytes as the secret
 */
export function forgeWithKid(token: string, kid: string, changes: Record<string, unknown>): string {
  const signingInput = `${encodeJson({ alg: 'HS256', kid })}.${encodeJson(changedClaims(token, changes))}`
  const signature = hmacSha256(new Uint8Array(0), new TextEncoder().encode(signingInput))
  return `${signingInput}.${encode(signature)}`
}

/** The claims of a token with some of them changed. */
function changedClaims(token: string, changes: Record<string, unknown>): Record<string, unknown> {
  const [, payloadSegment] = token.split('.') as [string, string]
  return { ...decodeJson(payloadSegment), ...changes }
}
