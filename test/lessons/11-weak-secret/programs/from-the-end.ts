import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson } from '../jwt/json.ts'

// Any candidate that fits is right, so the direction does not matter.
export function crackSecret(token: string, candidates: readonly string[]): string | undefined {
  const dots = [token.indexOf('.'), token.lastIndexOf('.')] as [number, number]
  if (dots[0] === dots[1] || token.split('.').length > 3) return undefined
  if (decodeJson(token.slice(0, dots[0])).alg !== 'HS256') return undefined
  const bytes = new TextEncoder()
  const input = bytes.encode(token.slice(0, dots[1]))
  const signature = token.slice(dots[1] + 1)
  return candidates.findLast(candidate => encode(hmacSha256(bytes.encode(candidate), input)) === signature)
}
