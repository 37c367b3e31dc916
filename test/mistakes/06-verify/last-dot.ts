// diagnosis: segment-count-not-checked
// step: segments
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'

export function verifyHs256(
  token: string,
  secret: Uint8Array,
): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const at = token.lastIndexOf('.')
  const [h, p] = token.slice(0, at).split('.') as [string, string]
  const s = token.slice(at + 1)
  const header = decodeJson(h)
  if (header.alg !== 'HS256') throw new JwtError('unsupported', 'alg')
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64')
  const mac = hmacSha256(secret, new TextEncoder().encode(token.slice(0, at)))
  if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')
  const payload = decodeJson(p)
  return { header, payload }
}
