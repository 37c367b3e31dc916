// style: one check a line, as most people write it; variants.ts edits it
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

export function signEs256(payload: any, privateKey: any): string {
  const key = checked(() => createPrivateKey({ key: privateKey, format: 'jwk' }))
  const header: any = { alg: 'ES256' }
  if (privateKey.kid !== undefined) header.kid = privateKey.kid
  const input = `${encodeJson(header)}.${encodeJson(payload)}`
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
  return [input, encode(signature)].join('.')
}

export function verifyEs256(token: any, publicKey: any): any {
  const key = checked(() => createPublicKey({ key: publicKey, format: 'jwk' }))
  const { header, payload, input, signature } = opened(token)
  if (header.alg !== 'ES256') throw new JwtError('unsupported', 'the algorithm must be ES256')
  if (signature.length !== 64) throw new JwtError('bad-signature', 'r and s have 32 bytes each')
  const good = verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, signature)
  if (!good) throw new JwtError('bad-signature', 'this key did not sign these two segments')
  return { header, payload }
}

export function signEd25519(payload: any, privateKey: any): string {
  const key = edwards(() => createPrivateKey({ key: privateKey, format: 'jwk' }))
  const header: any = { alg: 'Ed25519' }
  if (privateKey.kid !== undefined) header.kid = privateKey.kid
  const text = `${encodeJson(header)}.${encodeJson(payload)}`
  return [text, encode(sign(null, Buffer.from(text), key))].join('.')
}

export function verifyEd25519(token: any, publicKey: any): any {
  const key = edwards(() => createPublicKey({ key: publicKey, format: 'jwk' }))
  const { header, payload, input, signature } = opened(token)
  if (header.alg !== 'Ed25519' && header.alg !== 'EdDSA') throw new JwtError('unsupported', 'Ed25519')
  const right = verify(null, input, key, signature)
  if (!right) throw new JwtError('bad-signature', 'this key did not sign these two segments, with Ed25519')
  return { header, payload }
}

function opened(token: any): any {
  const parts = token.split('.')
  if (parts.length !== 3) throw new JwtError('malformed', 'a token has three segments')
  const header = decodeJson(parts[0])
  const payload = decodeJson(parts[1])
  if (Object.hasOwn(header, 'crit')) throw new JwtError('unsupported', 'crit')
  if (Object.hasOwn(header, 'b64')) throw new JwtError('unsupported', 'b64')
  const input = Buffer.from([parts[0], parts[1]].join('.'))
  return { header, payload, input, signature: decode(parts[2]) }
}

function checked(read: () => any): any {
  const key = readable(read)
  if (key.asymmetricKeyType !== 'ec') throw new JwtError('bad-key', 'not an EC key')
  if (key.asymmetricKeyDetails.namedCurve !== 'prime256v1') throw new JwtError('bad-key', 'not P-256')
  return key
}

function edwards(read: () => any): any {
  const key = readable(read)
  if (key.asymmetricKeyType !== 'ed25519') throw new JwtError('bad-key', 'not an Ed25519 key')
  return key
}

function readable(read: () => any): any {
  try {
    return read()
  } catch {
    throw new JwtError('bad-key', 'Node can not read it')
  }
}
