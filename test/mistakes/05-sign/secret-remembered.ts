// diagnosis: secret-remembered
// step: signature
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

let key: Uint8Array | undefined

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  key ??= secret
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${encode(hmacSha256(key, new TextEncoder().encode(input)))}`
}
