// diagnosis: own-library-refuses
// step: hold
// file: jwt/hs256.ts
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${encode(hmacSha256(secret, new TextEncoder().encode(input)))}`
}

export function verifyHs256(token: string, _secret: Uint8Array): any {
  const [header = ''] = token.split('.')
  if (decodeJson(header).alg !== 'HS256') throw new JwtError('unsupported', 'algorithm')
  throw new JwtError('bad-signature', 'no')
}
