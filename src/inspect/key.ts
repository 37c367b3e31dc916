/** Turns what a person has (a secret, PEM, DER, JWK, JWKS) into keys to verify with. */

import type { KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { KeyError } from './errors.ts'
import { repairJson } from './json-repair.ts'
import { jwkLabel, keyLabel } from './key-labels.ts'
import { hasBareKey, pemsByKid } from './key-json.ts'
import { repairKey } from './key-repair.ts'
import { completeJwk } from './jwk-certificate.ts'
import { blocksOf, keysOfBlocks, type NumberedKey, readDer } from './pem.ts'
import { privateMembers } from './private-members.ts'
import { containerAdvice, unreadableKey } from './unreadable-key.ts'
import { isJson } from '../text/json.ts'

/** One key to try; plain data but for the key object. `text` is the file it came from. */
export type VerificationKey =
  | { kind: 'secret'; bytes: Uint8Array; label: string }
  | { kind: 'public'; key: KeyObject; label: string; isPrivate: boolean; text: string }
  | { kind: 'jwk'; jwk: JWK; label: string; isPrivate: boolean; text: string }

/** The keys of one option. Only a set chooses by kid. `repairs` says what had to be mended to read them. */
export type KeySource = {
  kind: 'one' | 'set'
  /** Of `one`, the first is used; the others stood in the same file. */
  keys: VerificationKey[]
  repairs: string[]
  /** Which of several keys in a file is used, as sentences. */
  several?: string
}

const BEGIN = /(?<!-)-{2,}\s*BEGIN [A-Z0-9 ]+|LS0tLS1CRUdJTi/iu

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
  const json = BEGIN.test(trimmed) ? null : repairJson(trimmed)
  if (json === null && !trimmed.startsWith('{')) return keyFromPem(trimmed)
  if (json === null && BEGIN.test(trimmed)) return keyFromPem(trimmed)
  const { value, repairs } = json ?? failJson(trimmed)
  const jwk = isJwk(value) ? value : onlyJwkIn(value)
  if (jwk === null && hasBareKey(value)) return keyFromPem(trimmed)
  if (jwk === null) throw notAJwk(value)
  const taken = isJwk(value)
    ? []
    : Array.isArray(value.keys)
      ? ['The only key of the key set was taken; a key set goes with --jwks.']
      : ['It was taken out of the JSON around it.']
  const { key, repairs: completed } = keyFromJwk(jwk, text)
  return { kind: 'one', keys: [key], repairs: [...repairs, ...taken, ...completed] }
}

/** A public key or certificate in DER; null for any other bytes. Throws KeyError for a container of keys. */
export function keyFromDer(bytes: Buffer): KeySource | null {
  const container = containerAdvice(bytes)
  if (container !== null) throw new KeyError('unreadable-key', container)
  const read = readDer(bytes)
  if (read === null) return null
  const { key, isPrivate } = read
  const text = bytes.toString('base64')
  const repairs = ['It is in DER, and the lines of PEM were put around it.']
  return { kind: 'one', keys: [{ kind: 'public', key, label: keyLabel(key), isPrivate, text }], repairs }
}

/**
 * Whatever a person pastes to check a signature with: PEM, a JWK or a JWK Set when it looks like one, else a secret.
 * Throws KeyError; its message never quotes the text.
 */
export function keyFromPaste(text: string): KeySource {
  if (BEGIN.test(text)) return pemsByKid(text).length > 1 ? keysFromJwks(text) : keyFromText(text)
  const json = /"?kty|"?keys|^\s*eyJ|\[/u.test(text) ? (repairJson(text)?.value ?? null) : null
  if (Array.isArray(json?.keys)) return keysFromJwks(text)
  if (typeof json?.kty === 'string') return keyFromText(text)
  return keyFromSecret(new TextEncoder().encode(text))
}

/** A JWK Set (RFC 7517 §5), or certificates by kid in a JSON object. Throws KeyError. */
export function keysFromJwks(text: string): KeySource {
  if (BEGIN.test(text)) {
    const keys = pemsByKid(text).map(({ kid, key }) => keyFromJwk({ ...key, kid }, text).key)
    if (keys.length > 0) return { kind: 'set', keys, repairs: [] }
    throw new KeyError('not-a-key-set', 'The file is PEM, not a key set. Give it with --key.')
  }
  const { value, repairs } = repairJson(text) ?? failJson(text)
  if (!Array.isArray(value.keys)) {
    if (typeof value.jwks_uri === 'string') throw notAJwk(value)
    const fix = typeof value.kty === 'string' ? ' It is a single JWK: give it with --key.' : ''
    throw new KeyError('not-a-key-set', `The file is not a key set: "keys" with an array is missing.${fix}`)
  }
  if (value.keys.length === 0) throw new KeyError('empty-key-set', 'The key set has no keys.')
  // RFC 7517 §5: keys that are not understood are ignored, so that a set can grow.
  const usable = value.keys.filter(isJwk)
  if (usable.length === 0) throw new KeyError('not-a-jwk', 'No element of "keys" is a JWK: each needs "kty".')
  const read = usable.map(key => keyFromJwk(key, text))
  return {
    kind: 'set',
    keys: read.map(({ key }) => key),
    repairs: [...new Set([...repairs, ...read.flatMap(one => one.repairs)])],
  }
}

function keyFromPem(given: string): KeySource {
  const pem = withoutEncrypted(given)
  const read = repairKey(pem)
  if (read === null) throw unreadableKey(pem)
  const { key, isPrivate, repairs } = read
  const several = keysOfBlocks(read.text ?? '')
  const used = several.find(one => one.key.equals(key))
  if (several.length < 2 || used === undefined)
    return {
      kind: 'one',
      keys: [{ kind: 'public', key, label: keyLabel(key), isPrivate, text: pem }],
      repairs,
    }
  const numbered = (one: NumberedKey, text: string, secret: boolean): VerificationKey => ({
    kind: 'public',
    key: one.key,
    label: `${one.kind} ${one.number} of the file (${keyLabel(one.key)})`,
    isPrivate: secret,
    text,
  })
  const others = several.filter(one => one !== used)
  return {
    kind: 'one',
    // That there is a private key is said once.
    keys: [numbered(used, pem, isPrivate), ...others.map(one => numbered(one, one.text, false))],
    repairs,
    several: severalWords(several, used),
  }
}

function severalWords(keys: NumberedKey[], used: NumberedKey): string {
  const count = keys.length
  if (keys.every(one => one.kind === 'certificate'))
    return `The file has ${count} certificates of different keys. The first one is used, which in a chain is that of the signer; for another one, give it alone.`
  const is = `${used.kind} ${used.number}`
  return `The file has ${count} different keys. The one that is used is ${is}, ${keyLabel(used.key)}; for another one, give it alone.`
}

/** An encrypted private key is no use here; another key beside it is. */
function withoutEncrypted(pem: string): string {
  if (!/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/u.test(pem)) return pem
  const rest = blocksOf(pem)
    .filter(block => !/ENCRYPTED/u.test(block.text))
    .map(block => `${block.text}\n`)
    .join('')
  if (keysOfBlocks(rest).length > 0) return rest
  throw new KeyError(
    'encrypted-key',
    'The private key is encrypted. Give the public key: it is all that verifying needs.',
  )
}

function keyFromJwk(
  given: JWK & Record<string, unknown>,
  text: string,
): { key: VerificationKey; repairs: string[] } {
  const { jwk, repairs } = completeJwk(given)
  const isPrivate = jwk.kty !== 'oct' && privateMembers(jwk).length > 0
  const kid = typeof jwk.kid === 'string' ? `, kid ${JSON.stringify(jwk.kid)}` : ''
  return { key: { kind: 'jwk', jwk, label: `${jwkLabel(jwk)}${kid}`, isPrivate, text }, repairs }
}

function isJwk(value: unknown): value is JWK & Record<string, unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { kty?: unknown }).kty === 'string'
}

/** The only JWK in a key set or among the values of an object, or null. */
function onlyJwkIn(value: Record<string, unknown>): (JWK & Record<string, unknown>) | null {
  const found = (Array.isArray(value.keys) ? value.keys : Object.values(value)).filter(isJwk)
  return found.length === 1 ? (found[0] ?? null) : null
}

function notAJwk(value: Record<string, unknown>): KeyError {
  if (typeof value.jwks_uri === 'string') {
    const message =
      "This is the issuer's configuration, not its keys. They are at the address in its jwks_uri: save that, and give it with --jwks."
    return new KeyError('not-a-key-set', message)
  }
  return Array.isArray(value.keys)
    ? new KeyError('not-a-jwk', 'The file is a key set (it has "keys"). Give it with --jwks.')
    : new KeyError('not-a-jwk', 'The JSON is not a JWK: "kty" is missing (RFC 7517 §4.1).')
}

// The message of JSON.parse quotes the text, and the text may be a key.
function failJson(text: string): never {
  if (isJson(text)) {
    throw new KeyError(
      'not-a-jwk',
      'The JSON is not an object. A JWK is an object with "kty", a key set one with "keys".',
    )
  }
  throw new KeyError(
    'not-json',
    'The file is not valid JSON. A JWK is a JSON object with "kty", a key set one with "keys".',
  )
}

/** The bytes of a secret, given as it is or as a JWK; null for any other key. */
export function secretBytes(key: VerificationKey): Uint8Array | null {
  if (key.kind === 'secret') return key.bytes
  if (key.kind === 'jwk' && key.jwk.kty === 'oct' && typeof key.jwk.k === 'string') {
    return new Uint8Array(Buffer.from(key.jwk.k, 'base64url'))
  }
  return null
}
