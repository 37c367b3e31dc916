import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

/** Signs with RS256 (RFC 7518 §3.3). */
export function signRs256(
  payload: Record<string, unknown>,
  privateKey: JsonWebKey & { kid?: string },
): string {
  const key = rsaKey(privateKey, createPrivateKey)
  const header = {
    alg: 'RS256',
    typ: 'JWT',
    ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }),
  }
  const input = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${input}.${encode(sign('sha256', Buffer.from(input), key))}`
}

/** Verifies with RS256. */
export function verifyRs256(
  token: string,
  publicKey: JsonWebKey,
): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const key = rsaKey(publicKey, createPublicKey)
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'three segments')
  const [first, second, third] = segments as [string, string, string]
  const header = decodeJson(first)
  if (header.alg !== 'RS256') throw new JwtError('unsupported', 'RS256 only')
  if ('crit' in header || 'b64' in header) throw new JwtError('unsupported', 'crit')
  if (!verify('sha256', Buffer.from(`${first}.${second}`), key, decode(third)))
    throw new JwtError('bad-signature', 'not signed by this key')
  return { header, payload: decodeJson(second) }
}

function rsaKey(jwk: JsonWebKey, make: (input: { key: JsonWebKey; format: 'jwk' }) => KeyObject): KeyObject {
  let key: KeyObject
  try {
    key = make({ key: jwk, format: 'jwk' })
  } catch {
    throw new JwtError('bad-key', 'no RSA key')
  }
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < 2048)
    throw new JwtError('bad-key', 'RSA of 2048 bits')
  return key
}
