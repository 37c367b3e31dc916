// style: returns an instance of a class
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'
class Verified { header: any; payload: any; constructor(header: any, payload: any) { this.header = header; this.payload = payload } }
export function verifyHs256(token: string, secret: Uint8Array): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'not three segments')
  const [h, p, s] = segments as [string, string, string]
  const header: any = decodeJson(h)
  if (header.alg !== 'HS256') throw new JwtError('unsupported', 'alg')
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'crit or b64')
  const payload: any = decodeJson(p)
  const mac: any = hmacSha256(secret, new TextEncoder().encode(`${h}.${p}`))
  const received: any = decode(s)
  if (!constantTimeEqual(received, mac)) throw new JwtError('bad-signature', 'wrong')
  return new Verified(header, payload)
}
