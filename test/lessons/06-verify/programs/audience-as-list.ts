// diagnosis: result-not-as-in-token
// step: algorithm
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'
type Obj = Record<string, any>
export function verifyHs256(token: string, secret: Uint8Array): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
    const parts = token.split('.')
  if (parts.length !== 3) throw new JwtError('malformed', 'three segments')
  const [h, p, s] = parts as [string, string, string]
  const header: Obj = decodeJson(h)
  if (header.alg !== 'HS256') throw new JwtError('unsupported', 'alg')
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit')
  const payload: Obj = decodeJson(p)
  const expected = hmacSha256(secret, new TextEncoder().encode(h + '.' + p))
  const given = decode(s)
  if (!constantTimeEqual(given, expected)) throw new JwtError('bad-signature', 'signature')
  if (typeof payload.aud === 'string') payload.aud = [payload.aud]
  return { header, payload }
}
