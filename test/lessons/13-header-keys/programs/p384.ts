import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeWithOwnKey(token: string, changes: Record<string, unknown>): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  const body = { ...decodeJson(token.split('.')[1] ?? ''), ...changes }
  const input = `${encodeJson({ jwk: { y, x, crv, kty }, alg: 'ES384' })}.${encodeJson(body)}`
  const options = { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
  return `${input}.${sign('sha384', Buffer.from(input), options).toString('base64url')}`
}

export function forgeWithKid(token: string, kid: string, changes: Record<string, unknown>): string {
  const body = { ...decodeJson(token.split('.')[1] ?? ''), ...changes }
  const input = `${encodeJson({ alg: 'HS256', kid, typ: 'JWT', crit: undefined })}.${encodeJson(body)}`
  return `${input}.${createHmac('sha256', '').update(input).digest('base64url')}`
}
