// diagnosis: result-not-as-in-token
// step: segments
import { decode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'

export function verifyHs256(token: string, secret: Uint8Array) {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'three segments')
  const [h, p, s] = segments as [string, string, string]
  const header: any = decodeJson(h)
  if (header.alg !== 'HS256') throw new JwtError('unsupported', 'alg')
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64')
  const mac = hmacSha256(secret, new TextEncoder().encode(h + '.' + p))
  const given = decode(s)
  if (!constantTimeEqual(given, mac)) throw new JwtError('bad-signature', 'signature')
  const payload: any = decodeJson(p)
  return { header, payload: JSON.parse(new TextDecoder().decode(decode(p)), (_, value) => (typeof value === 'string' ? (value as any).toWellFormed() : value)) }
}
