// diagnosis: header-asked-for-too-much
// step: algorithm
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'
const enc = new TextEncoder()
export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const t = encodeJson({ alg: 'HS256', typ: 'JWT' }) + '.' + encodeJson(payload); return t + '.' + encode(hmacSha256(secret, enc.encode(t)))
}
const no = (c: ConstructorParameters<typeof JwtError>[0]): never => { throw new JwtError(c, c) }
export function verifyHs256(token: string, secret: Uint8Array): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const [h, p, s, ...rest] = token.split('.')
  if (s === undefined || rest.length) no('malformed'); if (secret.length < 32) no('bad-key')
  const header = decodeJson(h!), payload = decodeJson(p!)
  if (header.alg !== 'HS256' || 'crit' in header || 'b64' in header || 'zip' in header || 'enc' in header) no('unsupported')
  if (!constantTimeEqual(decode(s!), hmacSha256(secret, enc.encode(h + '.' + p)))) no('bad-signature')
  return { header, payload }
}
