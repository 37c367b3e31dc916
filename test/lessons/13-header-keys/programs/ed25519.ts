import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { encode } from '../jwt/base64url.ts'
import { hmacSha256 } from '../jwt/hmac.ts'
import { decodeJson, encodeJson } from '../jwt/json.ts'

// One key pair is enough for all forgeries.
const { privateKey } = generateKeyPairSync('ed25519')
const jwk = createPublicKey(privateKey).export({ format: 'jwk' })

function signed(header: object, payload: object, mac: (input: Uint8Array) => Uint8Array): string {
  const input = [header, payload].map(encodeJson).join('.')
  return `${input}.${encode(mac(Buffer.from(input)))}`
}
const claims = (token: string, changes: object) => Object.assign(decodeJson(token.split('.')[1] as string), changes)

export const forgeWithOwnKey = (token: string, changes: object): string =>
  signed({ typ: 'JWT', alg: 'EdDSA', jwk }, claims(token, changes), input => sign(null, input, privateKey))

export const forgeWithKid = (token: string, kid: string, changes: object): string =>
  signed({ kid, alg: 'HS256' }, claims(token, changes), input => hmacSha256(Uint8Array.of(0), input))
