// diagnosis: signature-length
// step: sign
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

export function signEs256(payload: Record<string, unknown>, privateKey: any): string {
  const key = createPrivateKey({ key: privateKey, format: 'jwk' })
  const header = { alg: 'ES256', ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }) }
  const input = `${encodeJson(header)}.${encodeJson(payload)}`
  const der = sign('sha256', Buffer.from(input), key)
  const first = der[3] as number
  const hex = (number: Uint8Array) => BigInt('0x' + Buffer.from(number).toString('hex')).toString(16)
  const r = Buffer.from(hex(der.subarray(4, 4 + first)), 'hex')
  const s = Buffer.from(hex(der.subarray(6 + first)), 'hex')
  return `${input}.${encode(Buffer.concat([r, s]))}`
}

export function verifyEs256(token: string, publicKey: any) {
  const [h = '', p = '', s = ''] = token.split('.')
  const key = createPublicKey({ key: publicKey, format: 'jwk' })
  if (!verify('sha256', Buffer.from(`${h}.${p}`), { key, dsaEncoding: 'ieee-p1363' }, decode(s)))
    throw new JwtError('bad-signature', 'no')
  return { header: decodeJson(h), payload: decodeJson(p) }
}
