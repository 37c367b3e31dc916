// style: createSign and createVerify, PEM in between, a private key is not taken for verifying
import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError, type JwtErrorCode } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const refuse = (code: JwtErrorCode, why: string): never => {
  throw new JwtError(code, why)
}

const pem = (jwk: any, kind: 'private' | 'public'): string => {
  if (jwk?.kty !== 'RSA') refuse('bad-key', 'RSA only')
  if (kind === 'public' && 'd' in jwk) refuse('bad-key', 'a private key does not belong here')
  try {
    const key =
      kind === 'private'
        ? createPrivateKey({ key: jwk, format: 'jwk' })
        : createPublicKey({ key: jwk, format: 'jwk' })
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) refuse('bad-key', 'too short')
    return kind === 'private'
      ? (key.export({ type: 'pkcs8', format: 'pem' }) as string)
      : (key.export({ type: 'spki', format: 'pem' }) as string)
  } catch (error) {
    if (error instanceof JwtError) throw error
    return refuse('bad-key', String(error))
  }
}

export const signRs256 = (payload: Record<string, unknown>, privateKey: any): string => {
  const secret = pem(privateKey, 'private')
  const head = encodeJson({ typ: 'JWT', alg: 'RS256', ...('kid' in privateKey && { kid: privateKey.kid }) })
  const body = encodeJson(payload)
  const signer = createSign('RSA-SHA256')
  signer.update(head)
  signer.update('.')
  signer.update(body)
  return [head, body, signer.sign(secret, 'base64url')].join('.')
}

export const verifyRs256 = (token: string, publicKey: any) => {
  const match = /^([^.]*)\.([^.]*)\.([^.]*)$/.exec(token)
  if (match === null) return refuse('malformed', 'h.p.s')
  const [, head = '', body = '', tail = ''] = match
  const header = decodeJson(head)
  const payload = decodeJson(body)
  const signature = decode(tail)
  if (header.alg !== 'RS256' || 'crit' in header || 'b64' in header) refuse('unsupported', 'header')
  const verifier = createVerify('sha256').update(`${head}.${body}`)
  if (!verifier.verify(pem(publicKey, 'public'), signature)) refuse('bad-signature', 'no')
  return { payload, header }
}
