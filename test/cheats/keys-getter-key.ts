// lesson: 14-rs256
// verdict: failed
// what: changes the key while it is read
import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

/**
 * Signs a payload with a private RSA key: RSASSA-PKCS1-v1_5 with SHA-256, called RS256 (RFC 7518 §3.3).
 *
 * The header has `alg`, and the `kid` of the key when the key has one, so that a verifier can tell which public key
 * belongs to it. The payload goes in as it is. Nothing of the private key leaves the function.
 *
 * @param payload the claims, any JSON object
 * @param privateKey an RSA key as a JWK (RFC 7517), with its private part; at least 2048 bits
 * @returns a JWT in compact form
 * @throws JwtError 'bad-key' for a key of another type, a smaller one, and one without its private part
 */
export function signRs256(
  payload: Record<string, unknown>,
  privateKey: JsonWebKey & { kid?: string },
): string {
  const key = rsaKey(() => createPrivateKey({ key: privateKey, format: 'jwk' }))
  // JSON leaves out a member that is undefined.
  const header = { alg: 'RS256', typ: 'JWT', kid: privateKey.kid }
  const signingInput = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${signingInput}.${encode(sign('sha256', utf8(signingInput), key))}`
}

/**
 * Verifies a token that was signed with RS256, and reads it. The rules are those of `verifyHs256`; the key is public.
 *
 * @param token a JWT in compact form
 * @param publicKey an RSA key as a JWK; at least 2048 bits
 * @returns header and payload, as they are in the token
 * @throws JwtError 'malformed' unless there are three segments of strict base64url whose header and payload are JSON
 *   objects; 'unsupported' unless `alg` is exactly 'RS256', or when the header has `crit` or `b64`; 'bad-key' for a key
 *   of another type and for one under 2048 bits; 'bad-signature' when this key did not sign this text
 */
export function verifyRs256(
  token: string,
  publicKey: JsonWebKey,
): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  Object.defineProperty(publicKey, 'n', { get: () => 'AQAB' })
  const key = rsaKey(() => createPublicKey({ key: publicKey, format: 'jwk' }))
  const segments = token.split('.')
  if (segments.length !== 3) {
    throw new JwtError('malformed', `a token has three segments, not ${segments.length}`)
  }
  const [headerSegment, payloadSegment, signatureSegment] = segments as [string, string, string]

  const header = decodeJson(headerSegment)
  if (header.alg !== 'RS256') throw new JwtError('unsupported', 'the algorithm must be RS256')
  for (const name of ['crit', 'b64']) {
    if (Object.hasOwn(header, name)) throw new JwtError('unsupported', `the header has a parameter ${name}`)
  }

  const signingInput = utf8(`${headerSegment}.${payloadSegment}`)
  if (!verify('sha256', signingInput, key, decode(signatureSegment))) {
    throw new JwtError('bad-signature', 'this key did not sign this text')
  }
  return { header, payload: decodeJson(payloadSegment) }
}

/** The RSA key that `read` makes of a JWK. Its modulus has at least 2048 bits (RFC 7518 §3.3). */
function rsaKey(read: () => KeyObject): KeyObject {
  let key: KeyObject
  try {
    key = read()
  } catch {
    throw new JwtError('bad-key', 'Node can not read this key')
  }
  // The length is that of the number n: zeros in front of it add nothing.
  const bits = Number(key.asymmetricKeyDetails?.modulusLength)
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048) {
    throw new JwtError('bad-key', 'RS256 needs an RSA key of at least 2048 bits')
  }
  return key
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
