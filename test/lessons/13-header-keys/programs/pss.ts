import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

class Forger {
  #payload: Record<string, unknown>
  constructor(token: string, changes: Record<string, unknown>) {
    const [, payload = ''] = token.split('.')
    this.#payload = { ...decodeJson(payload), ...changes }
  }
  with(header: object, mac: (input: string) => Uint8Array): string {
    const input = `${encodeJson(header)}.${encodeJson(this.#payload)}`
    return `${input}.${encode(mac(input))}`
  }
}

export function forgeWithOwnKey(token: string, changes: Record<string, unknown>): string {
  const { publicKey: jwk, privateKey: key } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { format: 'jwk' } as any,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }) as any
  return new Forger(token, changes).with({ alg: 'PS256', jwk }, input =>
    sign('sha256', Buffer.from(input), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
  )
}

export function forgeWithKid(token: string, kid: string, changes: Record<string, unknown>): string {
  return new Forger(token, changes).with({ alg: 'HS256', kid }, input =>
    createHmac('sha256', Buffer.from([])).update(input).digest(),
  )
}
