// style: a generator of checks
import { decode } from './base64url.ts'
import { JwtError, type JwtErrorCode } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'
function* checks(parts: string[], secret: Uint8Array, found: any): Generator<[boolean, JwtErrorCode]> {
  yield [parts.length === 3, 'malformed']
  found.header = decodeJson(parts[0]!)
  found.payload = decodeJson(parts[1]!)
  yield [new Map([['HS256', true]]).get(found.header.alg) === true, 'unsupported']
  for (const name of ['crit', 'b64']) yield [!Object.keys(found.header).includes(name), 'unsupported']
  yield [secret.length > 31, 'bad-key']
  const expected = hmacSha256(secret, Uint8Array.from(`${parts[0]}.${parts[1]}`, c => c.charCodeAt(0)))
  yield [constantTimeEqual(expected, decode(parts[2]!)), 'bad-signature']
}
export function verifyHs256(token: string, secret: Uint8Array) {
  const found = { header: {}, payload: {} } as { header: Record<string, unknown>; payload: Record<string, unknown> }
  for (const [ok, code] of checks(token.split('.'), secret, found)) if (!ok) throw new JwtError(code, code)
  return found
}
