/** Turns what a person has (a secret, PEM, JWK, JWKS) into keys to verify with. */

import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { JWK } from 'jose'
import { KeyError } from './errors.ts'

/** One key to try; plain data but for the key object. */
export type VerificationKey =
  | { kind: 'secret'; bytes: Uint8Array; label: string }
  | { kind: 'public'; key: KeyObject; label: string; isPrivate: boolean }
  | { kind: 'jwk'; jwk: JWK; label: string; isPrivate: boolean }

/** The keys of one option. Only a set chooses by kid. */
export type KeySource = { kind: 'one' | 'set'; keys: VerificationKey[] }

/** A secret as bytes. Throws KeyError `empty-secret`. */
export function keyFromSecret(bytes: Uint8Array): KeySource {
  if (bytes.length === 0) {
    throw new KeyError(
      'empty-secret',
      'The secret is empty. Is the variable or the file that should hold it unset?',
    )
  }
  const length = `${bytes.length} byte${bytes.length === 1 ? '' : 's'}`
  return { kind: 'one', keys: [{ kind: 'secret', bytes, label: `a secret of ${length}` }] }
}

/** A PEM key or certificate, or a JWK. Throws KeyError; its message never quotes the text. */
export function keyFromText(text: string): KeySource {
  const trimmed = text.replace(/^\ufeff/u, '').trim()
  if (trimmed.includes('-----BEGIN')) return { kind: 'one', keys: [keyFromPem(trimmed)] }
  if (!trimmed.startsWith('{')) {
    throw new KeyError(
      'unreadable-key',
      'The key is neither PEM ("-----BEGIN ...") nor a JWK (a JSON object).',
    )
  }
  const value = parseJson(trimmed)
  if (Array.isArray(value.keys)) {
    throw new KeyError('not-a-jwk', 'The file is a key set (it has "keys"). Give it with --jwks.')
  }
  return { kind: 'one', keys: [keyFromJwk(value)] }
}

/**
 * Whatever a person pastes to check a signature with: PEM, a JWK or a JWK Set when it looks like one, else a secret.
 * Throws KeyError; its message never quotes the text.
 */
export function keyFromPaste(text: string): KeySource {
  if (text.includes('-----BEGIN')) return keyFromText(text)
  const json = jsonObject(text)
  if (Array.isArray(json?.keys)) return keysFromJwks(text)
  if (typeof json?.kty === 'string') return keyFromText(text)
  return keyFromSecret(new TextEncoder().encode(text))
}

/** The members of a JSON object, or null when the text is none. */
function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** A JWK Set (RFC 7517 §5). Throws KeyError. */
export function keysFromJwks(text: string): KeySource {
  const value = parseJson(text.replace(/^\ufeff/u, '').trim())
  if (!Array.isArray(value.keys)) {
    const fix = typeof value.kty === 'string' ? ' It is a single JWK: give it with --key.' : ''
    throw new KeyError('not-a-key-set', `The file is no key set: "keys" with an array is missing.${fix}`)
  }
  if (value.keys.length === 0) throw new KeyError('empty-key-set', 'The key set holds no key.')
  // RFC 7517 §5: keys that are not understood are ignored, so that a set can grow.
  const usable = value.keys.filter(isJwk)
  if (usable.length === 0) throw new KeyError('not-a-jwk', 'No member of "keys" is a JWK: each needs "kty".')
  return { kind: 'set', keys: usable.map(keyFromJwk) }
}

function keyFromPem(pem: string): VerificationKey {
  if (/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/u.test(pem)) {
    throw new KeyError(
      'encrypted-key',
      'The private key is encrypted. Give the public key: it is all that verifying needs.',
    )
  }
  try {
    const isCertificate = pem.includes('-----BEGIN CERTIFICATE-----')
    const key = isCertificate ? new X509Certificate(pem).publicKey : createPublicKey(pem)
    const isPrivate = /-----BEGIN [A-Z ]*PRIVATE KEY-----/u.test(pem)
    return { kind: 'public', key, label: labelOf(key), isPrivate }
  } catch {
    throw new KeyError(
      'unreadable-key',
      'The PEM text holds no key that Node.js can read. Is it complete, with its BEGIN and END lines?',
    )
  }
}

function keyFromJwk(value: Record<string, unknown>): VerificationKey {
  if (!isJwk(value)) throw new KeyError('not-a-jwk', 'The JSON is no JWK: "kty" is missing (RFC 7517 §4.1).')
  const isPrivate = value.kty !== 'oct' && Object.hasOwn(value, 'd')
  const kid = typeof value.kid === 'string' ? `, kid ${JSON.stringify(value.kid)}` : ''
  return { kind: 'jwk', jwk: value, label: `${jwkLabel(value)}${kid}`, isPrivate }
}

function isJwk(value: unknown): value is JWK & Record<string, unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { kty?: unknown }).kty === 'string'
}

function jwkLabel(jwk: JWK): string {
  if (jwk.kty === 'oct') {
    const length = typeof jwk.k === 'string' ? Buffer.from(jwk.k, 'base64url').length : 0
    return `a secret JWK of ${length} bytes`
  }
  if (jwk.kty === 'RSA' && typeof jwk.n === 'string') return `an RSA key of ${rsaBits(jwk.n)} bits`
  const curve = typeof jwk.crv === 'string' ? ` on ${jwk.crv}` : ''
  return `${/^[AEIO]/u.test(jwk.kty ?? '') ? 'an' : 'a'} ${jwk.kty} key${curve}`
}

function rsaBits(n: string): number {
  const hex = Buffer.from(n, 'base64url').toString('hex').replace(/^0+/u, '')
  return hex === '' ? 0 : hex.length * 4 - Math.clz32(Number.parseInt(hex[0] as string, 16)) + 28
}

function labelOf(key: KeyObject): string {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa') return `an RSA key of ${details?.modulusLength} bits`
  if (key.asymmetricKeyType === 'ec') return `an EC key on ${details?.namedCurve}`
  return `a key of type ${key.asymmetricKeyType}`
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The message of JSON.parse quotes the text, and the text may be a key.
    throw new KeyError(
      'not-json',
      'The file is no JSON. A JWK is a JSON object with "kty", a key set one with "keys".',
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new KeyError(
      'not-a-jwk',
      'The JSON is no object. A JWK is an object with "kty", a key set one with "keys".',
    )
  }
  return value as Record<string, unknown>
}
