// diagnosis: short-secret-signs
// step: short-secrets
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  const key = new Uint8Array(Math.max(32, secret.length))
  key.set(secret)
  const header = encodeJson({ alg: 'HS256', typ: 'JWT' })
  const body = encodeJson(payload)
  const bytes = (text: string) => new TextEncoder().encode(text)
  return `${header}.${body}.${encode(hmacSha256(key, bytes(`${header}.${body}`)))}`
}
