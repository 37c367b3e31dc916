import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

class Forger {
  #secret: Uint8Array
  constructor(secret: string) {
    this.#secret = new TextEncoder().encode(secret)
  }
  sign(payload: unknown): string {
    const input = `${encodeJson({ alg: 'HS256' })}.${encodeJson(payload)}`
    return `${input}.${encode(hmacSha256(this.#secret, new TextEncoder().encode(input)))}`
  }
}

export function forgeWithPublicKey(token: string, publicKeyPem: string, changes: Record<string, unknown>): string {
  const { [1]: payload } = token.split('.')
  return new Forger(publicKeyPem).sign({ ...decodeJson(payload as string), ...changes })
}
