// diagnosis: returned-promise
// step: signing-input
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

export async function signHs256(payload: Record<string, unknown>, secret: Uint8Array): Promise<string> {
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${encode(hmacSha256(secret, new TextEncoder().encode(input)))}`
}
