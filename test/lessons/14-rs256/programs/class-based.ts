// style: a class for the token, checks as methods, the key last
import * as crypto from 'node:crypto'
import * as base64url from './base64url.ts'
import { JwtError } from './errors.ts'
import * as json from './json.ts'

type Claims = Record<string, unknown>
type Jwk = crypto.JsonWebKey & { kid?: string }

class Rs256Key {
  readonly key: crypto.KeyObject
  constructor(jwk: Jwk, isPrivate: boolean) {
    if (jwk.kty !== 'RSA') throw new JwtError('bad-key', `not RSA but ${jwk.kty}`)
    try {
      const make = isPrivate ? crypto.createPrivateKey : crypto.createPublicKey
      this.key = make({ key: jwk, format: 'jwk' })
    } catch (cause) {
      throw Object.assign(new JwtError('bad-key', 'Node can not read the key'), { cause })
    }
    const { modulusLength } = this.key.asymmetricKeyDetails as { modulusLength: number }
    if (!(modulusLength >= 2048)) throw new JwtError('bad-key', `${modulusLength} bits`)
  }
}

class Token {
  readonly #segments: string[]
  readonly header: Claims
  readonly payload: Claims
  constructor(text: string) {
    this.#segments = text.split('.', 4)
    if (this.#segments.length !== 3) throw new JwtError('malformed', 'segments')
    this.header = json.decodeJson(this.#segments[0] as string)
    this.payload = json.decodeJson(this.#segments[1] as string)
  }
  requireAlgorithm(name: string): this {
    if (this.header.alg !== name) throw new JwtError('unsupported', String(this.header.alg))
    if ('crit' in this.header || 'b64' in this.header) throw new JwtError('unsupported', 'extension')
    return this
  }
  requireSignature({ key }: Rs256Key): this {
    const input = Buffer.from(this.#segments.slice(0, 2).join('.'), 'ascii')
    const signature = base64url.decode(this.#segments[2] as string)
    if (crypto.verify('RSA-SHA256', input, key, signature)) return this
    throw new JwtError('bad-signature', 'the signature is not of this key')
  }
}

export function signRs256(payload: Claims, privateKey: Jwk): string {
  const { key } = new Rs256Key(privateKey, true)
  const header = JSON.parse(JSON.stringify({ typ: 'JWT', kid: privateKey.kid, alg: 'RS256' }))
  const input = [header, payload].map(json.encodeJson).join('.')
  const padding = crypto.constants.RSA_PKCS1_PADDING
  return `${input}.${base64url.encode(crypto.sign('RSA-SHA256', Buffer.from(input), { key, padding }))}`
}

export function verifyRs256(token: string, publicKey: Jwk): { header: Claims; payload: Claims } {
  const read = new Token(token).requireAlgorithm('RS256').requireSignature(new Rs256Key(publicKey, false))
  return { header: read.header, payload: read.payload }
}
