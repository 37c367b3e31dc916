// style: the two functions of the contract, and no Ed25519; createSign and createVerify; members of the JWK are asked
import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto'
import { decode } from './base64url.ts'
import { JwtError, type JwtErrorCode } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const refuse = (code: JwtErrorCode, why: string): never => {
  throw new JwtError(code, why)
}

const p256 = (jwk: any): any => {
  if (jwk?.kty !== 'EC' || jwk.crv !== 'P-256') refuse('bad-key', 'P-256 only')
  return { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y }
}

export const signEs256 = (payload: Record<string, unknown>, privateKey: any): string => {
  const open = p256(privateKey)
  if (typeof privateKey.d !== 'string') refuse('bad-key', 'a public key does not sign')
  const key = createPrivateKey({ key: { ...open, d: privateKey.d }, format: 'jwk' })
  const named = privateKey.kid === undefined ? {} : { kid: privateKey.kid }
  const text = `${encodeJson({ typ: 'JWT', alg: 'ES256', ...named })}.${encodeJson(payload)}`
  return `${text}.${createSign('sha256').update(text).sign({ key, dsaEncoding: 'ieee-p1363' }, 'base64url')}`
}

export const verifyEs256 = (token: string, publicKey: any) => {
  const match = /^([^.]*)\.([^.]*)\.([^.]*)$/.exec(token)
  if (match === null) return refuse('malformed', 'h.p.s')
  const [, head = '', body = '', tail = ''] = match
  const header = decodeJson(head)
  const payload = decodeJson(body)
  if (header.alg !== 'ES256' || 'crit' in header || 'b64' in header) refuse('unsupported', 'header')
  if ('d' in publicKey) refuse('bad-key', 'a private key does not belong here')
  let isGood = false
  try {
    const key = createPublicKey({ key: p256(publicKey), format: 'jwk' })
    const signature = decode(tail)
    isGood =
      signature.byteLength === 64 &&
      createVerify('sha256').update(`${head}.${body}`).verify({ key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch (error) {
    if (error instanceof JwtError) throw error
    refuse('bad-key', 'not a point of the curve')
  }
  return isGood ? { payload, header } : refuse('bad-signature', 'no')
}
