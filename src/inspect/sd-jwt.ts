import { createHash } from 'node:crypto'
import { decodeBase64url } from './base64url.ts'
import { scanJson } from './json-scan.ts'
import { own } from './times.ts'
import type { Disclosure, Warning } from './types.ts'
import { decodeUtf8 } from './utf8.ts'

/** An SD-JWT taken apart (RFC 9901 §4): `issuer~disclosure~...~` with a key binding JWT at the end, perhaps. */
export type SdJwt = {
  disclosures: Disclosure[]
  /** The key binding JWT, or null. */
  keyBinding: string | null
  /** The text that `sd_hash` of the key binding JWT covers (RFC 9901 §4.3.1). */
  bound: string
  /** Node's name of the hash, or null for one that is not known here. */
  hash: string | null
}

const HASHES: Record<string, string> = {
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-512': 'sha3-512',
}

/** Takes the disclosures of an SD-JWT apart and looks for their digests in the payload; null for another token. */
export function readSdJwt(
  text: string,
  payload: Record<string, unknown> | null,
  placeOf: (offset: number) => number,
): SdJwt | null {
  if (!text.includes('~')) return null
  const [issuer = '', ...rest] = text.split('~')
  // What has no dot is a disclosure whose "~" was lost, not a key binding JWT.
  const last = rest.at(-1)?.includes('.') || rest.at(-1) === '' ? (rest.pop() ?? '') : ''
  const algorithm = payload === null ? undefined : own(payload, '_sd_alg')
  const hash = algorithm === undefined ? 'sha256' : (HASHES[String(algorithm)] ?? null)
  let offset = issuer.length + 1
  const disclosures = rest.map(one => {
    const disclosure = readDisclosure(one, placeOf(offset), hash)
    offset += one.length + 1
    return disclosure
  })
  findDigests(disclosures, payload)
  return {
    disclosures,
    keyBinding: last === '' ? null : last,
    bound: text.slice(0, text.length - last.length),
    hash,
  }
}

/** base64url of the hash of a text, as RFC 9901 §4.2.3 and §4.3.1 have it; null for an unknown hash. */
export function sdHash(text: string, hash: string | null): string | null {
  return hash === null ? null : createHash(hash).update(text, 'ascii').digest('base64url')
}

function readDisclosure(text: string, at: number, hash: string | null): Disclosure {
  const one: Disclosure = {
    at,
    text,
    digest: sdHash(text, hash) ?? '',
    salt: null,
    name: null,
    value: null,
    foundIn: null,
    fault: null,
  }
  if (text === '') return { ...one, fault: 'It is empty: two "~" follow each other.' }
  const { bytes, fault } = decodeBase64url(text)
  if (bytes === null || fault !== null) return { ...one, fault: fault?.message ?? 'It is not base64url.' }
  const decoded = decodeUtf8(bytes).text
  if (decoded === null || scanJson(decoded).fault !== null)
    return { ...one, fault: 'It is not JSON in UTF-8.' }
  const value: unknown = JSON.parse(decoded)
  if (!Array.isArray(value) || (value.length !== 2 && value.length !== 3) || typeof value[0] !== 'string') {
    return { ...one, fault: 'It must be an array: salt, name and value, or salt and value.' }
  }
  if (value.length === 2) return { ...one, salt: value[0], value: value[1] }
  if (typeof value[1] !== 'string') return { ...one, fault: 'The name of its claim must be a string.' }
  return { ...one, salt: value[0], name: value[1], value: value[2] }
}

/** Notes where each digest is: in `_sd` or an array of the payload, or in another disclosure (RFC 9901 §4.2.6). */
function findDigests(disclosures: Disclosure[], payload: Record<string, unknown> | null): void {
  const places = new Map<string, string>()
  collectDigests(payload, '', places)
  for (const one of disclosures) collectDigests(one.value, one.name ?? 'array element', places)
  for (const one of disclosures) one.foundIn = places.get(one.digest) ?? null
}

function collectDigests(value: unknown, path: string, places: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  const under = (name: string) => (path === '' ? name : `${path}.${name}`)
  for (const [name, inner] of Object.entries(value)) {
    if (name === '_sd' && Array.isArray(inner)) {
      for (const digest of inner) if (typeof digest === 'string') places.set(digest, under('_sd'))
    } else if (name === '...' && typeof inner === 'string') {
      places.set(inner, path === '' ? '...' : path)
    } else collectDigests(inner, Array.isArray(value) ? `${path}[${name}]` : under(name), places)
  }
}

/** Warnings about the disclosures; a verifier must refuse an SD-JWT for each of them (RFC 9901 §7.1). */
export function sdJwtWarnings(sdJwt: SdJwt, keyBinding: Record<string, unknown> | null): Warning[] {
  const found: Warning[] = []
  const add = (id: string, message: string, reference: string) =>
    found.push({ id, level: 'danger', message, reference })
  const { disclosures, hash, bound } = sdJwt
  if (hash === null)
    add(
      'unknown-sd-alg',
      '_sd_alg names a hash that is not known here; digests are not compared.',
      'RFC 9901 §4.1.1',
    )
  const bad = disclosures.filter(one => one.fault !== null)
  const unknown = hash === null ? [] : disclosures.filter(one => one.fault === null && one.foundIn === null)
  if (bad.length > 0) {
    const message = `${numbered(disclosures, bad)} can't be read. ${bad[0]?.fault}`
    add('bad-disclosure', message, 'RFC 9901 §4.2')
  }
  if (unknown.length > 0) {
    const message = `${numbered(disclosures, unknown)}: the digest is nowhere in the token. It was changed, or belongs to another token.`
    add('unknown-disclosure', message, 'RFC 9901 §7.1')
  }
  const digests = disclosures.map(one => one.digest).filter(digest => digest !== '')
  if (new Set(digests).size < digests.length)
    add('repeated-disclosure', 'A disclosure comes twice.', 'RFC 9901 §7.1')
  const covered = keyBinding === null ? undefined : own(keyBinding, 'sd_hash')
  if (keyBinding !== null && hash !== null && covered !== sdHash(bound, hash)) {
    add(
      'wrong-sd-hash',
      'sd_hash of the key binding JWT does not match: it was made for other disclosures.',
      'RFC 9901 §7.3',
    )
  }
  return found
}

/** `Disclosure 2`, `Disclosures 1, 2 and 9 more`. */
function numbered(all: Disclosure[], some: Disclosure[]): string {
  const numbers = some.slice(0, 5).map(one => all.indexOf(one) + 1)
  const more = some.length > 5 ? ` and ${some.length - 5} more` : ''
  return `Disclosure${some.length === 1 ? '' : 's'} ${numbers.join(', ')}${more}`
}
