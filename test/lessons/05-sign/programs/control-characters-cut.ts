// diagnosis: claims-changed
// step: signing-input
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

export function signHs256(payload: Record<string, any>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const head = encodeJson({ alg: 'HS256', typ: 'JWT' })
  const body = encode(new TextEncoder().encode(JSON.stringify(payload).replace(/\\u00[01][0-9a-f]/g, '')))
  const input = head + '.' + body
  return input + '.' + encode(hmacSha256(secret, new TextEncoder().encode(input)))
}
