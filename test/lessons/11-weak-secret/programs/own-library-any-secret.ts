// diagnosis: own-library-accepts
// step: hold
// file: jwt/hs256.ts
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${encode(hmacSha256(secret, new TextEncoder().encode(input)))}`
}

export function verifyHs256(token: string, secret: Uint8Array): any {
  const [header = '', payload = '', signature = ''] = token.split('.')
  if (decodeJson(header).alg !== 'HS256') throw new JwtError('unsupported', 'none')
  const right = hmacSha256(secret, new TextEncoder().encode(`${header}.${payload}`))
  if (!constantTimeEqual(right, decode(signature))) throw new JwtError('bad-signature', 'signature')
  return { header: decodeJson(header), payload: decodeJson(payload) }
}
