// style: small functions in a row, one table of checks, null-prototype results
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError, type JwtErrorCode } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const check = (holds: boolean, code: JwtErrorCode): void => {
  if (!holds) throw new JwtError(code, code)
}
const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}
const usable = (key: KeyObject | undefined): key is KeyObject =>
  key?.asymmetricKeyType === 'rsa' && Number(key.asymmetricKeyDetails?.modulusLength) > 2047

export function signRs256(payload: Record<string, unknown>, privateKey: any): string {
  const key = attempt(() => createPrivateKey({ key: structuredClone(privateKey), format: 'jwk' }))
  if (!usable(key)) throw new JwtError('bad-key', 'no RSA key that signs')
  const header = new Map<string, string>([['alg', 'RS256']])
  if (privateKey.kid !== undefined) header.set('kid', privateKey.kid)
  const input = [Object.fromEntries(header), payload].map(part => encodeJson(part)).join('.')
  return [input, encode(sign('SHA256', new TextEncoder().encode(input), key))].join('.')
}

export function verifyRs256(token: string, publicKey: any) {
  const segments = token.split('.')
  check(segments.length === 3, 'malformed')
  const [header = {}, payload = {}] = segments.slice(0, 2).map(decodeJson)
  const key = attempt(() => createPublicKey({ key: publicKey, format: 'jwk' }))
  check(usable(key), 'bad-key')
  check(Object.is(header.alg, 'RS256'), 'unsupported')
  check(!['crit', 'b64'].some(name => Object.keys(header).includes(name)), 'unsupported')
  const dot = token.lastIndexOf('.')
  const signed = Buffer.from(token.slice(0, dot))
  const signature = decode(token.slice(dot + 1))
  check(key !== undefined && verify('SHA256', signed, key, signature), 'bad-signature')
  return Object.assign(Object.create(null), { header, payload })
}
