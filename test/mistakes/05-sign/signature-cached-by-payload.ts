// diagnosis: secret-remembered
// step: signature
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

const cache = new Map<string, string>()

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  const key = input + secret.length
  const known = cache.get(key) ?? encode(hmacSha256(secret, new TextEncoder().encode(input)))
  cache.set(key, known)
  return `${input}.${known}`
}
