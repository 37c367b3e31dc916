// diagnosis: first-candidate
// step: one
import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'

const utf8 = new TextEncoder()

async function fits(token: string, word: string): Promise<boolean> {
  const [header, payload, signature] = token.split('.')
  return encode(hmacSha256(utf8.encode(word), utf8.encode(`${header}.${payload}`))) === signature
}

export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  return candidates.find(candidate => fits(token, candidate))
}
