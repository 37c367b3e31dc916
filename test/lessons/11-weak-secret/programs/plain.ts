import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson } from '../jwt/json.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  const [header = '', payload = '', signature, ...more] = token.split('.')
  if (signature === undefined || more.length > 0) return undefined
  if (decodeJson(header).alg !== 'HS256') return undefined
  const input = utf8(header + '.' + payload)
  for (const candidate of candidates) {
    if (encode(hmacSha256(utf8(candidate), input)) === signature) return candidate
  }
  return undefined
}
