// style: copies of everything, frozen constants, checks its own result before it leaves
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'

const HEADER = Object.freeze({ alg: 'HS256', typ: 'JWT' })
const MINIMUM_BITS = 256

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) throw new JwtError('malformed', 'payload')
  if (!ArrayBuffer.isView(secret) || secret.byteLength * 8 < MINIMUM_BITS) throw new JwtError('bad-key', 'secret')
  const key = Uint8Array.from(secret)
  const claims = structuredClone(payload)
  const headerSegment = encodeJson({ ...HEADER })
  const payloadSegment = encodeJson(claims)
  const message = new TextEncoder().encode(`${headerSegment}.${payloadSegment}`)
  const mac = hmacSha256(key, message)
  if (!constantTimeEqual(mac, hmacSha256(key, message))) throw new Error('unreachable')
  decodeJson(headerSegment)
  decodeJson(payloadSegment)
  key.fill(0)
  return `${headerSegment}.${payloadSegment}.${encode(mac)}`
}
