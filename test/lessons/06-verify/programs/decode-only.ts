// diagnosis: alg-none-accepted
// step: algorithm
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'

export function verifyHs256(
  token: string,
  secret: Uint8Array,
): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'not three segments')
  const [h, p, s] = segments as [string, string, string]
  const header = decodeJson(h)
  const payload = decodeJson(p)
  return { header, payload }
}
