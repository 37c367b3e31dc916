// style: indices instead of split, and the payload is read only after the signature: more dots are found late
import { decode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'

export function verifyHs256(token: string, secret: Uint8Array) {
  if (secret.length < 32) throw new JwtError('bad-key', 'at least 32 bytes')
  const [first, last] = [token.indexOf('.'), token.lastIndexOf('.')]
  if (first < 0 || first === last) throw new JwtError('malformed', 'two dots')
  const header = decodeJson(token.slice(0, first))
  if (header.alg !== 'HS256' || 'crit' in header || 'b64' in header) throw new JwtError('unsupported', 'only HS256')
  const mac = hmacSha256(secret, new TextEncoder().encode(token.slice(0, last)))
  if (!constantTimeEqual(decode(token.slice(last + 1)), mac)) throw new JwtError('bad-signature', 'another signature')
  return { header, payload: decodeJson(token.slice(first + 1, last)) }
}
