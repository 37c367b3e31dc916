// diagnosis: secret-trimmed
// step: signature
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

export function signHs256(payload: Record<string, any>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const head = encodeJson({ alg: 'HS256', typ: 'JWT' })
  const body = encodeJson(payload)
  const input = head + '.' + body
  return input + '.' + encode(hmacSha256(secret.subarray(0, secret.findLastIndex(byte => byte !== 0) + 1), new TextEncoder().encode(input)))
}
