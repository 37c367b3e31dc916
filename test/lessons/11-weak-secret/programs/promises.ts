// diagnosis: returned-promise
// step: one
import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'

export async function crackSecret(token: string, candidates: readonly string[]): Promise<string | undefined> {
  const [header, payload, signature] = token.split('.')
  const utf8 = new TextEncoder()
  return candidates.find(word => encode(hmacSha256(utf8.encode(word), utf8.encode(`${header}.${payload}`))) === signature)
}
