// style: one check a line, as most people write it; variants.ts edits it
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

export function signRs256(payload: any, privateKey: any): string {
  const key = privateOf(privateKey)
  const header: any = { alg: 'RS256' }
  if (privateKey.kid !== undefined) header.kid = privateKey.kid
  const input = `${encodeJson(header)}.${encodeJson(payload)}`
  const signature = sign('sha256', Buffer.from(input), key)
  return `${input}.${encode(signature)}`
}

export function verifyRs256(token: any, publicKey: any): any {
  const key = publicOf(publicKey)
  const parts = token.split('.')
  if (parts.length !== 3) throw new JwtError('malformed', 'a token has three segments')
  const header = decodeJson(parts[0])
  const payload = decodeJson(parts[1])
  if (header.alg !== 'RS256') throw new JwtError('unsupported', 'the algorithm must be RS256')
  if (Object.hasOwn(header, 'crit')) throw new JwtError('unsupported', 'crit')
  if (Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'b64')
  const received = Buffer.from([parts[0], parts[1]].join('.'))
  const good = verify('sha256', received, key, decode(parts[2]))
  if (!good) throw new JwtError('bad-signature', 'this key did not sign these two segments')
  return { header, payload }
}

function privateOf(jwk: any): any {
  let key: any
  try {
    key = createPrivateKey({ key: jwk, format: 'jwk' })
  } catch {
    throw new JwtError('bad-key', 'no private key')
  }
  return checked(key)
}

function publicOf(jwk: any): any {
  let key: any
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    throw new JwtError('bad-key', 'no public key')
  }
  return checked(key)
}

function checked(key: any): any {
  if (key.asymmetricKeyType !== 'rsa') throw new JwtError('bad-key', 'not an RSA key')
  if (key.asymmetricKeyDetails.modulusLength < 2048) throw new JwtError('bad-key', 'too short')
  return key
}
