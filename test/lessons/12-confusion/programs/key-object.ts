import { createHmac, createSecretKey } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

export function forgeWithPublicKey(token: string, publicKeyPem: string, changes: Record<string, unknown>): string {
  const key = createSecretKey(publicKeyPem, 'utf8')
  const payload = new Map(Object.entries(decodeJson(token.split('.')[1] as string)))
  for (const name in changes) payload.set(name, changes[name])
  const hmac = createHmac('sha256', key)
  const head = encodeJson({ typ: 'at+jwt', alg: 'HS256', kid: 'any' })
  const body = encodeJson(Object.fromEntries(payload))
  hmac.update(head).update('.').update(body)
  return [head, body, encode(hmac.digest())].join('.')
}
