// style: an algorithm as an object, two of them, and one class for keys
import * as crypto from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

type Claims = Record<string, unknown>

abstract class Algorithm {
  abstract readonly names: readonly [string, ...string[]]
  abstract accepts(key: crypto.KeyObject): boolean
  abstract sign(text: Buffer, key: crypto.KeyObject): Buffer
  abstract verify(text: Buffer, key: crypto.KeyObject, signature: Uint8Array): boolean

  protected key(read: () => crypto.KeyObject): crypto.KeyObject {
    let key: crypto.KeyObject | null = null
    try {
      key = read()
    } catch (error) {
      throw new JwtError('bad-key', (error as Error).message)
    }
    if (!this.accepts(key)) throw new JwtError('bad-key', `${key.asymmetricKeyType} does not do ${this.names[0]}`)
    return key
  }
  issue(payload: Claims, jwk: any): string {
    const key = this.key(() => crypto.createPrivateKey({ key: jwk, format: 'jwk' }))
    const header = JSON.parse(JSON.stringify({ kid: jwk.kid, alg: this.names[0] }))
    const text = `${encodeJson(header)}.${encodeJson(payload)}`
    return `${text}.${encode(this.sign(Buffer.from(text), key))}`
  }
  read(token: string, jwk: any): { header: Claims; payload: Claims } {
    const key = this.key(() => crypto.createPublicKey({ key: jwk, format: 'jwk' }))
    const segments = token.split('.')
    if (segments.length !== 3) throw new JwtError('malformed', 'segments')
    const [header, payload] = segments.slice(0, 2).map(segment => decodeJson(segment)) as [Claims, Claims]
    if (!this.names.some(name => name === header.alg)) throw new JwtError('unsupported', 'alg')
    if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'extension')
    const text = Buffer.from(token.slice(0, token.lastIndexOf('.')))
    if (!this.verify(text, key, decode(segments[2] as string))) throw new JwtError('bad-signature', 'no')
    return { header, payload }
  }
}

class Es256 extends Algorithm {
  readonly names = ['ES256'] as const
  accepts(key: crypto.KeyObject): boolean {
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  }
  sign(text: Buffer, key: crypto.KeyObject): Buffer {
    return crypto.sign('SHA256', text, { key, dsaEncoding: 'ieee-p1363' })
  }
  verify(text: Buffer, key: crypto.KeyObject, signature: Uint8Array): boolean {
    // Node refuses other lengths, zeros and numbers beyond the order by itself.
    return crypto.verify('SHA256', text, { key, dsaEncoding: 'ieee-p1363' }, signature)
  }
}

class Ed25519 extends Algorithm {
  readonly names = ['Ed25519', 'EdDSA'] as const
  accepts(key: crypto.KeyObject): boolean {
    return key.asymmetricKeyType === 'ed25519'
  }
  sign(text: Buffer, key: crypto.KeyObject): Buffer {
    return crypto.sign(undefined, text, key)
  }
  verify(text: Buffer, key: crypto.KeyObject, signature: Uint8Array): boolean {
    return crypto.verify(undefined, text, key, signature)
  }
}

const es256 = new Es256()
const ed25519 = new Ed25519()

export const signEs256 = (payload: Claims, privateKey: any): string => es256.issue(payload, privateKey)
export const verifyEs256 = (token: string, publicKey: any) => es256.read(token, publicKey)
export const signEd25519 = (payload: Claims, privateKey: any): string => ed25519.issue(payload, privateKey)
export const verifyEd25519 = (token: string, publicKey: any) => ed25519.read(token, publicKey)
