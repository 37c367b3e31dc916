// style: the signature is opened with publicDecrypt, and the padded digest compared whole
import { constants, createHash, createPublicKey, privateEncrypt, publicDecrypt } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual } from './hmac.ts'
import { decodeJson, encodeJson } from './json.ts'

const NAME_OF_SHA256 = Buffer.from('3031300d060960864801650304020105000420', 'hex')
const padding = constants.RSA_PKCS1_PADDING

function info(text: string): Uint8Array {
  return Buffer.concat([NAME_OF_SHA256, createHash('sha256').update(text).digest()])
}

function requireKey(jwk: any): void {
  let bits: number | undefined
  try {
    if (jwk.kty === 'RSA') {
      bits = createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' }).asymmetricKeyDetails
        ?.modulusLength
    }
  } catch {}
  if (bits === undefined || bits < 2048) throw new JwtError('bad-key', 'at least 2048 bits of RSA')
}

export function signRs256(payload: Record<string, unknown>, privateKey: any): string {
  requireKey(privateKey)
  if (privateKey.d === undefined) throw new JwtError('bad-key', 'a public key does not sign')
  const named = privateKey.kid === undefined ? {} : { kid: privateKey.kid }
  const text = `${encodeJson({ alg: 'RS256', typ: 'JWT', ...named })}.${encodeJson(payload)}`
  return `${text}.${encode(privateEncrypt({ key: privateKey, format: 'jwk', padding } as any, info(text)))}`
}

export function verifyRs256(token: string, publicKey: any) {
  requireKey(publicKey)
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'three')
  const [first, second, third] = segments as [string, string, string]
  const [header, payload] = [decodeJson(first), decodeJson(second)]
  const supported = header.alg === 'RS256' && !('crit' in header) && !('b64' in header)
  if (!supported) throw new JwtError('unsupported', 'RS256 without extensions')
  const signature = decode(third)
  // publicDecrypt takes a number, and does not mind if zeros in front of it are left out (RFC 8017 §8.2.2).
  if (signature.length !== Buffer.from(publicKey.n, 'base64url').length)
    throw new JwtError('bad-signature', 'as many bytes as the modulus')
  let opened: Uint8Array = new Uint8Array()
  try {
    opened = publicDecrypt({ key: publicKey, format: 'jwk', padding } as any, signature)
  } catch {
    throw new JwtError('bad-signature', 'it can not be opened')
  }
  if (!constantTimeEqual(opened, info(`${first}.${second}`))) throw new JwtError('bad-signature', 'other text')
  return { header, payload }
}
