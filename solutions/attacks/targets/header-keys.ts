/**
 * Three verifiers that let the token choose the key. They are given: attack them, do not mend them.
 *
 * embeddedVerify has the hole of node-jose before 0.11.0 (CVE-2018-0114), lookupVerify that of programs that used
 * fast-jwt before 6.2.4 (CVE-2026-44351). fileVerify is a well-known exercise of security courses.
 */
import { constants, createHmac, createPublicKey, verify } from 'node:crypto'
import { posix } from 'node:path'

type Json = Record<string, unknown>

/** Verifies with the key that is in the header: the token proves that it belongs to itself. */
export function embeddedVerify(token: string): Json {
  const { header, payload, signingInput, signature } = read(token)
  const jwk = header.jwk as Json
  const { hash, ...options } = algorithm(header.alg, jwk.crv ?? jwk.kty)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  if (!verify(hash, Buffer.from(signingInput), { key, ...options }, Buffer.from(signature, 'base64url')))
    throw new Error('wrong signature')
  return payload
}

/** How an algorithm is computed; it must be one for keys of this curve or type. */
function algorithm(alg: unknown, kind: unknown) {
  const { RSA_PKCS1_PSS_PADDING, RSA_PSS_SALTLEN_DIGEST } = constants
  const hash = `sha${String(alg).slice(2, 5)}`
  switch (`${alg} ${kind}`) {
    case 'RS256 RSA':
    case 'RS384 RSA':
    case 'RS512 RSA':
      return { hash }
    case 'PS256 RSA':
    case 'PS384 RSA':
    case 'PS512 RSA':
      return { hash, padding: RSA_PKCS1_PSS_PADDING, saltLength: RSA_PSS_SALTLEN_DIGEST }
    case 'ES256 P-256':
    case 'ES384 P-384':
    case 'ES512 P-521':
    case 'ES256K secp256k1':
      return { hash, dsaEncoding: 'ieee-p1363' as const }
    case 'EdDSA Ed25519':
    case 'EdDSA Ed448':
    case 'Ed25519 Ed25519':
    case 'Ed448 Ed448':
    case 'ML-DSA-44 AKP':
    case 'ML-DSA-65 AKP':
    case 'ML-DSA-87 AKP':
      return { hash: null }
    default:
      throw new Error(`unknown algorithm ${alg} for a key of the kind ${kind}`)
  }
}

/** Looks the secret up by its name; for a name that nobody knows, the secret is the empty string. */
export function lookupVerify(token: string, keys: Record<string, string>): Json {
  const { header, payload, signingInput, signature } = read(token)
  const secret = keys[String(header.kid)] || ''
  requireHs256(header, signingInput, signature, secret)
  return payload
}

/** Reads the secret from a file that is called like the key. `files` stands for the disk. */
export function fileVerify(token: string, files: Record<string, string>): Json {
  const { header, payload, signingInput, signature } = read(token)
  const path = posix.normalize(`/srv/app/keys/${header.kid}`)
  const secret = files[path]
  if (secret === undefined) throw new Error(`no such file: ${path}`)
  requireHs256(header, signingInput, signature, secret)
  return payload
}

function requireHs256(header: Json, signingInput: string, signature: string, secret: string): void {
  if (header.alg !== 'HS256') throw new Error('the algorithm must be HS256')
  const right = createHmac('sha256', secret).update(signingInput).digest('base64url')
  if (signature !== right) throw new Error('wrong signature')
}

function read(token: string): { header: Json; payload: Json; signingInput: string; signature: string } {
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  if (more.length > 0) throw new Error('a token has three segments')
  return {
    header: readJson(header),
    payload: readJson(payload),
    signingInput: `${header}.${payload}`,
    signature,
  }
}

function readJson(segment: string): Json {
  return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
}
