// diagnosis: signature-length
// step: verify
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)

export function signRs256(payload: any, privateKey: any): string {
  const key = checked(() => createPrivateKey({ key: privateKey, format: 'jwk' }))
  const header = { alg: 'RS256', ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }) }
  const input = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${input}.${encode(sign('sha256', Buffer.from(input), key))}`
}

export function verifyRs256(token: string, publicKey: any): any {
  checked(() => createPublicKey({ key: publicKey, format: 'jwk' }))
  const parts = token.split('.')
  if (parts.length !== 3) throw new JwtError('malformed', 'three segments')
  const [header, payload] = parts.slice(0, 2).map(decodeJson) as [any, any]
  if (header.alg !== 'RS256') throw new JwtError('unsupported', 'alg')
  if ('crit' in header || 'b64' in header) throw new JwtError('unsupported', 'extension')
  if (!isSigned(`${parts[0]}.${parts[1]}`, decode(parts[2] as string), publicKey))
    throw new JwtError('bad-signature', 'not this key')
  return { header, payload }
}

function isSigned(text: string, signature: Uint8Array, jwk: any): boolean {
  const n = numberOf(decode(jwk.n))
  let opened = 1n
  let power = numberOf(signature) % n
  for (let e = numberOf(decode(jwk.e)); e > 0n; e >>= 1n) {
    if (e & 1n) opened = (opened * power) % n
    power = (power * power) % n
  }
  const digest = createHash('sha256').update(text).digest('hex')
  const info = `3031300d060960864801650304020105000420${digest}`
  const length = n.toString(16).length
  return opened === BigInt(`0x0001${'ff'.repeat(length / 2 - 3 - info.length / 2)}00${info}`)
}

function checked(read: () => any): any {
  let key: any
  try {
    key = read()
  } catch {
    throw new JwtError('bad-key', 'no key')
  }
  if (key.asymmetricKeyType !== 'rsa') throw new JwtError('bad-key', 'not RSA')
  if (key.asymmetricKeyDetails.modulusLength < 2048) throw new JwtError('bad-key', 'too short')
  return key
}
