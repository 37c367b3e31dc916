import { decode } from '../jwt/base64url.ts'
import { constantTimeEqual, hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson } from '../jwt/json.ts'

// Slow, because it takes the token apart for each candidate; and right.
function fits(token: string, candidate: string): boolean {
  const [header = '', payload = '', signature, ...more] = token.split('.')
  if (signature === undefined || more.length > 0) return false
  if (decodeJson(header).alg !== 'HS256') return false
  const utf8 = new TextEncoder()
  return constantTimeEqual(hmacSha256(utf8.encode(candidate), utf8.encode(`${header}.${payload}`)), decode(signature))
}

export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  return [...candidates].filter((candidate, index, all) => all.indexOf(candidate, index) === index && fits(token, candidate))[0]
}
