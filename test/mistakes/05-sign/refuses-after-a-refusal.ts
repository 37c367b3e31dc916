// diagnosis: refused
// step: short-secrets
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

let broken = false

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) broken = true
  if (broken) throw new JwtError('bad-signature', 'this signer saw a short secret')
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${encode(hmacSha256(secret, new TextEncoder().encode(input)))}`
}
