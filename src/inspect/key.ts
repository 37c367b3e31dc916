/** Turns what a person has (a secret, PEM, JWK, JWKS) into keys to verify with. */

import type { KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { KeyError } from './errors.ts'
import { jwkLabel, keyLabel } from './key-labels.ts'
import { repairKey } from './key-repair.ts'
import { unreadableKey } from './unreadable-key.ts'

/** One key to try; plain data but for the key object. `text` is the file it came from. */
export type VerificationKey =
  | { kind: 'secret'; bytes: Uint8Array; label: string }
  | { kind: 'public'; key: KeyObject; label: string; isPrivate: boolean; text: string }
  | { kind: 'jwk'; jwk: JWK; label: string; isPrivate: boolean; text: string }

/** The keys of one option. Only a set chooses by kid. `repairs` says what had to be mended to read them. */
export type KeySource = { kind: 'one' | 'set'; keys: VerificationKey[]; repairs: string[] }

/** A secret as bytes. Throws KeyError `empty-secret`. */
export function keyFromSecret(bytes: Uint8Array): KeySource {
  if (bytes.length === 0) {
    throw new KeyError(
      'empty-secret',
      'The secret is empty. Is the variable or the file that should hold it unset?',
    )
  }
  const length = `${bytes.length} byte${bytes.length === 1 ? '' : 's'}`
  return { kind: 'one', keys: [{ kind: 'secret', bytes, label: `a secret of ${length}` }], repairs: [] }
}

/** A PEM key or certificate, or a JWK; damage that has one meaning is repaired. Throws KeyError; its message never quotes the text. */
export function keyFromText(text: string): KeySource {
  const trimmed = text.replace(/^\ufeff/u, '').trim()
  const unquoted = jsonInString(trimmed)
  if (!(unquoted ?? trimmed).startsWith('{') || !mayBeJwk(unquoted ?? trimmed)) return keyFromPem(trimmed)
  const value = parseJson(unquoted ?? trimmed)
  const repairs = unquoted === null ? [] : ['The quotes around the JWK were dropped.']
  if (!Array.isArray(value.keys)) return { kind: 'one', keys: [keyFromJwk(value, text)], repairs }
  const usable = value.keys.filter(isJwk)
  const [only] = usable
  if (usable.length !== 1 || only === undefined) {
    throw new KeyError('not-a-jwk', 'The file is a key set (it has "keys"). Give it with --jwks.')
  }
  return {
    kind: 'one',
    keys: [keyFromJwk(only, text)],
    repairs: [...repairs, 'The only key of the key set was taken; a key set goes with --jwks.'],
  }
}

/**
 * Whatever a person pastes to check a signature with: PEM, a JWK or a JWK Set when it looks like one, else a secret.
 * Throws KeyError; its message never quotes the text.
 */
export function keyFromPaste(text: string): KeySource {
  if (/-----BEGIN|LS0tLS1CRUdJTi/u.test(text)) return keyFromText(text)
  const json = jsonObject(jsonInString(text.trim()) ?? text)
  if (Array.isArray(json?.keys)) return keysFromJwks(text)
  if (typeof json?.kty === 'string') return keyFromText(text)
  return keyFromSecret(new TextEncoder().encode(text))
}

/** A JWK Set (RFC 7517 §5). Throws KeyError. */
export function keysFromJwks(text: string): KeySource {
  const trimmed = text.replace(/^\ufeff/u, '').trim()
  const unquoted = jsonInString(trimmed)
  const value = parseJson(unquoted ?? trimmed)
  if (!Array.isArray(value.keys)) {
    const fix = typeof value.kty === 'string' ? ' It is a single JWK: give it with --key.' : ''
    throw new KeyError('not-a-key-set', `The file is not a key set: "keys" with an array is missing.${fix}`)
  }
  if (value.keys.length === 0) throw new KeyError('empty-key-set', 'The key set has no keys.')
  // RFC 7517 §5: keys that are not understood are ignored, so that a set can grow.
  const usable = value.keys.filter(isJwk)
  if (usable.length === 0) throw new KeyError('not-a-jwk', 'No element of "keys" is a JWK: each needs "kty".')
  const repairs = unquoted === null ? [] : ['The quotes around the key set were dropped.']
  return { kind: 'set', keys: usable.map(key => keyFromJwk(key, text)), repairs }
}

function keyFromPem(pem: string): KeySource {
  if (/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/u.test(pem)) {
    throw new KeyError(
      'encrypted-key',
      'The private key is encrypted. Give the public key: it is all that verifying needs.',
    )
  }
  const read = repairKey(pem)
  if (read === null) throw unreadableKey(pem)
  const { key, isPrivate, repairs } = read
  return { kind: 'one', keys: [{ kind: 'public', key, label: keyLabel(key), isPrivate, text: pem }], repairs }
}

function keyFromJwk(value: Record<string, unknown>, text: string): VerificationKey {
  if (!isJwk(value)) {
    throw new KeyError('not-a-jwk', 'The JSON is not a JWK: "kty" is missing (RFC 7517 §4.1).')
  }
  const isPrivate = value.kty !== 'oct' && Object.hasOwn(value, 'd')
  const kid = typeof value.kid === 'string' ? `, kid ${JSON.stringify(value.kid)}` : ''
  return { kind: 'jwk', jwk: value, label: `${jwkLabel(value)}${kid}`, isPrivate, text }
}

function isJwk(value: unknown): value is JWK & Record<string, unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { kty?: unknown }).kty === 'string'
}

/** JSON that was encoded as a JSON string once more, or put in single quotes; null for other text. */
function jsonInString(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'string') return value.trim().startsWith('{') ? value.trim() : null
  } catch {
    // Quotes of a shell are not JSON.
  }
  const quoted = /^(?:export\s+)?(?:\w+=)?(['"`])(\s*\{[\s\S]*\}\s*)\1[,;]?$/u.exec(text)?.[2]?.trim()
  if (quoted === undefined) return null
  return jsonObject(quoted) === null ? quoted.replaceAll('\\"', '"') : quoted
}

/** JSON that holds PEM is read as PEM. */
function mayBeJwk(text: string): boolean {
  return !text.includes('BEGIN ') || /"(?:kty|keys)"\s*:/u.test(text)
}

/** The properties of a JSON object, or null when the text is not one. */
function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The message of JSON.parse quotes the text, and the text may be a key.
    throw new KeyError(
      'not-json',
      'The file is not valid JSON. A JWK is a JSON object with "kty", a key set one with "keys".',
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new KeyError(
      'not-a-jwk',
      'The JSON is not an object. A JWK is an object with "kty", a key set one with "keys".',
    )
  }
  return value as Record<string, unknown>
}
