import { generateKeyPairSync, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeWithOwnKey(token: string, changes: Record<string, unknown>): string {
  const { publicKey, privateKey } = generateKeyPairSync('ml-dsa-65' as any) as any
  const claims = { ...decodeJson(token.split('.')[1] ?? ''), ...changes }
  const input = `${encodeJson({ alg: 'ML-DSA-65', jwk: publicKey.export({ format: 'jwk' }) })}.${encodeJson(claims)}`
  return `${input}.${encode(sign(null, Buffer.from(input), privateKey))}`
}

export function forgeWithKid(token: string, kid: string, changes: Record<string, unknown>): string {
  const claims = { ...decodeJson(token.split('.')[1] ?? ''), ...changes }
  const input = `${encodeJson({ kid, alg: 'HS256' })}.${encodeJson(claims)}`
  return `${input}.${encode(hmacSha256(new Uint8Array(), Buffer.from(input)))}`
}
