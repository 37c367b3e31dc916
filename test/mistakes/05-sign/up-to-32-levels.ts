// diagnosis: claims-changed
// step: signing-input
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { encodeJson } from './json.ts'

const upTo = (value: any, depth: number): any => {
  if (typeof value !== 'object' || value === null) return value
  if (depth > 32) return null
  if (Array.isArray(value)) return value.map(item => upTo(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, upTo(member, depth + 1)]))
}

export function signHs256(payload: Record<string, any>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const input = encodeJson({ alg: 'HS256', typ: 'JWT' }) + '.' + encodeJson(upTo(payload, 0))
  return input + '.' + encode(hmacSha256(secret, new TextEncoder().encode(input)))
}
