import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'

export function verifyHs256(
  token: string,
  secret: Uint8Array,
): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'not three segments')
  const [h, p, s] = segments as [string, string, string]
  const header = decodeJson(h)
  if (header.alg !== 'HS256') throw new JwtError('unsupported', 'alg')
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64')
  const mac = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))
  if (!constantTimeEqual(decode(s), mac)) throw new JwtError('bad-signature', 'wrong')
  const payload = decodeJson(p)
  return { header, payload }
}
