import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

/**
 * Signs a payload with a private key on the curve P-256: ECDSA with SHA-256, called ES256 (RFC 7518 §3.4).
 *
 * The signature is r and s, 32 bytes each, one after the other. The header has `alg`, and the `kid` of the key when the
 * key has one. The payload goes in as it is.
 *
 * @param payload the claims, any JSON object
 * @param privateKey a key on P-256 as a JWK, with its private part
 * @returns a JWT in compact form; another one each time, since ECDSA draws a random number for each signature
 * @throws JwtError 'bad-key' for a key of another type or on another curve, and for one without its private part
 */
export function signEs256(
  payload: Record<string, unknown>,
  privateKey: JsonWebKey & { kid?: string },
): string {
  const key = p256Key(() => createPrivateKey({ key: privateKey, format: 'jwk' }))
  const signingInput = inputOf('ES256', payload, privateKey.kid)
  // Without dsaEncoding Node writes the signature as DER, which is what certificates have, and no token.
  return `${signingInput}.${encode(sign('sha256', utf8(signingInput), { key, dsaEncoding: 'ieee-p1363' }))}`
}

/**
 * Verifies a token that was signed with ES256, and reads it. The rules are those of `verifyRs256`.
 *
 * @param token a JWT in compact form
 * @param publicKey a key on P-256 as a JWK
 * @returns header and payload, as they are in the token
 * @throws JwtError 'malformed' unless there are three segments of strict base64url whose header and payload are JSON
 *   objects; 'unsupported' unless `alg` is exactly 'ES256', or when the header has `crit` or `b64`; 'bad-key' for a key
 *   of another type or on another curve; 'bad-signature' when the signature is not 64 bytes, when r or s is 0, and when
 *   this key did not sign this text
 */
export function verifyEs256(
  token: string,
  publicKey: JsonWebKey,
): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const key = p256Key(() => createPublicKey({ key: publicKey, format: 'jwk' }))
  const { header, payload, signingInput, signature } = partsOf(token, ['ES256'])
  // Node refuses r = 0 and s = 0 as well. The line is here because Java 15 to 18 did not (CVE-2022-21449).
  if (signature.length !== 64 || isZero(signature.subarray(0, 32)) || isZero(signature.subarray(32))) {
    throw new JwtError('bad-signature', 'an ES256 signature is r and s, 32 bytes each, neither of them 0')
  }
  if (!verify('sha256', signingInput, { key, dsaEncoding: 'ieee-p1363' }, signature)) {
    throw new JwtError('bad-signature', 'this key did not sign this text')
  }
  return { header, payload }
}

/**
 * Signs a payload with an Ed25519 key (RFC 8037 §3.1, RFC 9864). The `alg` is `Ed25519`.
 *
 * @param payload the claims, any JSON object
 * @param privateKey an Ed25519 key as a JWK (`kty` OKP), with its private part
 * @returns a JWT in compact form
 * @throws JwtError 'bad-key' for any other key
 */
export function signEd25519(
  payload: Record<string, unknown>,
  privateKey: JsonWebKey & { kid?: string },
): string {
  const key = ed25519Key(() => createPrivateKey({ key: privateKey, format: 'jwk' }))
  const signingInput = inputOf('Ed25519', payload, privateKey.kid)
  // Ed25519 hashes by itself: there is no digest to choose.
  return `${signingInput}.${encode(sign(null, utf8(signingInput), key))}`
}

/**
 * Verifies a token that was signed with an Ed25519 key, and reads it.
 *
 * @param token a JWT in compact form
 * @param publicKey an Ed25519 key as a JWK
 * @returns header and payload, as they are in the token
 * @throws JwtError as `verifyEs256`; `alg` is exactly 'Ed25519', or 'EdDSA', its name before RFC 9864
 */
export function verifyEd25519(
  token: string,
  publicKey: JsonWebKey,
): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  const key = ed25519Key(() => createPublicKey({ key: publicKey, format: 'jwk' }))
  const { header, payload, signingInput, signature } = partsOf(token, ['Ed25519', 'EdDSA'])
  if (!verify(null, signingInput, key, signature)) {
    throw new JwtError('bad-signature', 'this key did not sign this text')
  }
  return { header, payload }
}

function inputOf(alg: string, payload: Record<string, unknown>, kid: string | undefined): string {
  // JSON leaves out a member that is undefined.
  return `${encodeJson({ alg, typ: 'JWT', kid })}.${encodeJson(payload)}`
}

/** The parts of a token whose form and header are right. Nothing of it may be used before the signature is checked. */
function partsOf(token: string, algorithms: readonly string[]) {
  const segments = token.split('.')
  if (segments.length !== 3) {
    throw new JwtError('malformed', `a token has three segments, not ${segments.length}`)
  }
  const [headerSegment, payloadSegment, signatureSegment] = segments as [string, string, string]
  const header = decodeJson(headerSegment)
  if (typeof header.alg !== 'string' || !algorithms.includes(header.alg)) {
    throw new JwtError('unsupported', `the algorithm must be ${algorithms.join(' or ')}`)
  }
  for (const name of ['crit', 'b64']) {
    if (Object.hasOwn(header, name)) throw new JwtError('unsupported', `the header has a parameter ${name}`)
  }
  return {
    header,
    payload: decodeJson(payloadSegment),
    signingInput: utf8(`${headerSegment}.${payloadSegment}`),
    signature: decode(signatureSegment),
  }
}

/** The key that `read` makes of a JWK. It must be on P-256, which Node calls prime256v1. */
function p256Key(read: () => KeyObject): KeyObject {
  const key = readable(read)
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new JwtError('bad-key', 'ES256 needs a key on the curve P-256')
  }
  return key
}

function ed25519Key(read: () => KeyObject): KeyObject {
  const key = readable(read)
  if (key.asymmetricKeyType !== 'ed25519') throw new JwtError('bad-key', 'Ed25519 needs an Ed25519 key')
  return key
}

/** Node throws an error of its own for a JWK that it can't use. */
function readable(read: () => KeyObject): KeyObject {
  try {
    return read()
  } catch {
    throw new JwtError('bad-key', 'Node can not read this key')
  }
}

const isZero = (bytes: Uint8Array): boolean => bytes.every(byte => byte === 0)

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
