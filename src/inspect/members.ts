import { headerKeyInWords } from './header-key.ts'
import type { JsonSource } from './json-source.ts'
import { kindOf, timeInWords } from './times.ts'
import type { Member } from './types.ts'

type Known = { meaning: string; reference: string }

const HEADER: Record<string, Known> = {
  alg: { meaning: 'algorithm', reference: 'RFC 7515 §4.1.1' },
  typ: { meaning: 'type of the token', reference: 'RFC 7515 §4.1.9' },
  cty: { meaning: 'type of the content', reference: 'RFC 7515 §4.1.10' },
  kid: { meaning: 'name of the key', reference: 'RFC 7515 §4.1.4' },
  jwk: { meaning: 'a key, brought along', reference: 'RFC 7515 §4.1.3' },
  jku: { meaning: 'address of a key set', reference: 'RFC 7515 §4.1.2' },
  x5u: { meaning: 'address of a certificate', reference: 'RFC 7515 §4.1.5' },
  x5c: { meaning: 'a certificate chain, brought along', reference: 'RFC 7515 §4.1.6' },
  x5t: { meaning: 'SHA-1 thumbprint of a certificate', reference: 'RFC 7515 §4.1.7' },
  'x5t#S256': { meaning: 'SHA-256 thumbprint of a certificate', reference: 'RFC 7515 §4.1.8' },
  crit: { meaning: 'extensions that must be understood', reference: 'RFC 7515 §4.1.11' },
  b64: { meaning: 'whether the payload is base64url', reference: 'RFC 7797 §3' },
  enc: { meaning: 'encryption of the content', reference: 'RFC 7516 §4.1.2' },
  zip: { meaning: 'compression of the content', reference: 'RFC 7516 §4.1.3' },
  epk: { meaning: 'ephemeral key', reference: 'RFC 7518 §4.6.1.1' },
  p2s: { meaning: 'salt of the password', reference: 'RFC 7518 §4.8.1.1' },
  p2c: { meaning: 'rounds of the password hash', reference: 'RFC 7518 §4.8.1.2' },
}

const CLAIMS: Record<string, Known> = {
  iss: { meaning: 'issuer: who made it', reference: 'RFC 7519 §4.1.1' },
  sub: { meaning: 'subject: whom it is about', reference: 'RFC 7519 §4.1.2' },
  aud: { meaning: 'audience: for whom it is meant', reference: 'RFC 7519 §4.1.3' },
  exp: { meaning: 'expires', reference: 'RFC 7519 §4.1.4' },
  nbf: { meaning: 'not valid before', reference: 'RFC 7519 §4.1.5' },
  iat: { meaning: 'issued at', reference: 'RFC 7519 §4.1.6' },
  jti: { meaning: 'name of this one token', reference: 'RFC 7519 §4.1.7' },
  auth_time: { meaning: 'when the user logged in', reference: 'OpenID Connect Core §2' },
  nonce: { meaning: 'ties the token to one request', reference: 'OpenID Connect Core §2' },
  azp: { meaning: 'the client it was issued to', reference: 'OpenID Connect Core §2' },
  acr: { meaning: 'how strongly the user was authenticated', reference: 'OpenID Connect Core §2' },
  amr: { meaning: 'the ways the user was authenticated', reference: 'OpenID Connect Core §2' },
  scope: { meaning: 'what it allows', reference: 'RFC 8693 §4.2' },
  client_id: { meaning: 'the client it was issued to', reference: 'RFC 8693 §4.3' },
  act: { meaning: 'who acts for the subject', reference: 'RFC 8693 §4.1' },
  cnf: { meaning: 'the key that its bearer must hold', reference: 'RFC 7800 §3.1' },
}

const TIMES = new Set(['exp', 'nbf', 'iat', 'auth_time'])
const STRINGS = new Set(['iss', 'sub', 'jti'])

/** What each signature algorithm is, by its name in the header (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864). */
export const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['HS256', 'HMAC with SHA-256: one secret signs and verifies'],
  ['HS384', 'HMAC with SHA-384: one secret signs and verifies'],
  ['HS512', 'HMAC with SHA-512: one secret signs and verifies'],
  ['RS256', 'RSA PKCS #1 v1.5 with SHA-256: a public key verifies'],
  ['RS384', 'RSA PKCS #1 v1.5 with SHA-384: a public key verifies'],
  ['RS512', 'RSA PKCS #1 v1.5 with SHA-512: a public key verifies'],
  ['PS256', 'RSA-PSS with SHA-256: a public key verifies'],
  ['PS384', 'RSA-PSS with SHA-384: a public key verifies'],
  ['PS512', 'RSA-PSS with SHA-512: a public key verifies'],
  ['ES256', 'ECDSA on P-256 with SHA-256: a public key verifies'],
  ['ES384', 'ECDSA on P-384 with SHA-384: a public key verifies'],
  ['ES512', 'ECDSA on P-521 with SHA-512: a public key verifies'],
  ['ES256K', 'ECDSA on secp256k1 with SHA-256: a public key verifies'],
  ['EdDSA', 'Edwards-curve signature: a public key verifies'],
  ['Ed25519', 'Edwards-curve signature on Ed25519: a public key verifies'],
  ['Ed448', 'Edwards-curve signature on Ed448: a public key verifies'],
  ['ML-DSA-44', 'post-quantum signature: a public key verifies'],
  ['ML-DSA-65', 'post-quantum signature: a public key verifies'],
  ['ML-DSA-87', 'post-quantum signature: a public key verifies'],
  ['none', 'no signature at all'],
])

/** The parameters of a header in their order, with what they mean; `source` is their JSON as written. */
export function headerMembers(header: Record<string, unknown> | null, source?: JsonSource): Member[] {
  const words = (name: string, value: unknown) => {
    if (name === 'jwk' || name === 'epk') return headerKeyInWords(value)
    return name === 'alg' && typeof value === 'string' ? (ALGORITHMS.get(value) ?? null) : null
  }
  return members(header, source, HEADER, words)
}

/** The claims of a payload in their order, with what they mean; times in words against `now` (seconds). */
export function payloadMembers(
  payload: Record<string, unknown> | null,
  now: number,
  source?: JsonSource,
): Member[] {
  return members(payload, source, CLAIMS, (name, value) => {
    if (STRINGS.has(name) && typeof value !== 'string') return `${kindOf(value)}, but it must be a string`
    if (!TIMES.has(name)) return null
    if (typeof value === 'number' && Number.isFinite(value)) return timeInWords(value, now)
    return `${kindOf(value)}, but it must be a number of seconds`
  })
}

/** What a claim means, in a few words, or null for a private one. */
export function meaningOfClaim(name: string): string | null {
  return Object.hasOwn(CLAIMS, name) ? (CLAIMS[name]?.meaning ?? null) : null
}

/** What a header parameter means, in a few words, or null for an unknown one. */
export function meaningOfHeader(name: string): string | null {
  return Object.hasOwn(HEADER, name) ? (HEADER[name]?.meaning ?? null) : null
}

function members(
  object: Record<string, unknown> | null,
  source: JsonSource | undefined,
  known: Record<string, Known>,
  wordsFor: (name: string, value: unknown) => string | null,
): Member[] {
  if (object === null) return []
  // Of a name that comes twice the last value counts, as for JSON.parse.
  const sources = new Map(source?.members.map(member => [member.name, member.source]))
  return Object.keys(object).map(name => {
    const value = object[name]
    const found = Object.hasOwn(known, name) ? known[name] : undefined
    return {
      name,
      value,
      source: sources.get(name) ?? JSON.stringify(value) ?? 'null',
      meaning: found?.meaning ?? null,
      words: wordsFor(name, value),
      reference: found?.reference ?? null,
    }
  })
}
