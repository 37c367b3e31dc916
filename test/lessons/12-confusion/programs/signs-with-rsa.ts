// diagnosis: threw
// step: sign
import { sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeWithPublicKey(token: string, publicKeyPem: string, changes: Record<string, unknown>): string {
  const [, payload = ''] = token.split('.')
  const input = `${encodeJson({ alg: 'HS256' })}.${encodeJson({ ...decodeJson(payload), ...changes })}`
  return `${input}.${encode(sign('sha256', Buffer.from(input), publicKeyPem))}`
}
