// diagnosis: returned-promise
// step: sign
import { webcrypto } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export async function signRs256(payload: Record<string, unknown>, privateKey: any): Promise<string> {
  const key = await webcrypto.subtle.importKey('jwk', privateKey, ALGORITHM, false, ['sign'])
  const input = `${encodeJson({ alg: 'RS256', kid: privateKey.kid })}.${encodeJson(payload)}`
  const signature = await webcrypto.subtle.sign(ALGORITHM, key, Buffer.from(input))
  return `${input}.${encode(new Uint8Array(signature))}`
}

export async function verifyRs256(token: string, publicKey: any) {
  const [h = '', p = '', s = ''] = token.split('.')
  const key = await webcrypto.subtle.importKey('jwk', publicKey, ALGORITHM, false, ['verify'])
  if (!(await webcrypto.subtle.verify(ALGORITHM, key, decode(s), Buffer.from(`${h}.${p}`))))
    throw new JwtError('bad-signature', 'no')
  return { header: decodeJson(h), payload: decodeJson(p) }
}
