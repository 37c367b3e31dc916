/** What alg and enc of an encrypted token (JWE) ask of its parts (RFC 7518 §4 and §5). */

import { jsonObjectOf } from './around/shape.ts'
import { ALGORITHMS } from './members.ts'
import { own } from './times.ts'
import type { Part, PartName, Problem } from './types.ts'

type Sizes = { key: number; iv: number; tag: number; reference: string }

const gcm = (key: number): Sizes => ({ key, iv: 12, tag: 16, reference: 'RFC 7518 §5.3' })
const cbc = (key: number): Sizes => ({ key, iv: 16, tag: key / 2, reference: 'RFC 7518 §5.2' })

/** Bytes of the key, the initialization vector and the authentication tag for each `enc`. */
const CONTENT: ReadonlyMap<unknown, Sizes> = new Map([
  ['A128GCM', gcm(16)],
  ['A192GCM', gcm(24)],
  ['A256GCM', gcm(32)],
  ['A128CBC-HS256', cbc(32)],
  ['A192CBC-HS384', cbc(48)],
  ['A256CBC-HS512', cbc(64)],
])

/** The names of `enc` that are registered. */
export const CONTENT_ALGORITHMS: readonly string[] = [...CONTENT.keys()].map(String)

type KeyRule = {
  reference: string
  parameters: readonly string[]
  length: 'none' | 'wrapped' | 'same' | 'rsa'
}

const rule = (length: KeyRule['length'], section: string, ...parameters: string[]): KeyRule => ({
  length,
  reference: `RFC 7518 §${section}`,
  parameters,
})
const sizes = ['128', '192', '256']

/** How long the encrypted key is for each `alg`, and which parameters the header must have for it. */
const KEYS: ReadonlyMap<unknown, KeyRule> = new Map([
  ['RSA1_5', rule('rsa', '4.2')],
  ...['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'].map((name): [string, KeyRule] => [
    name,
    rule('rsa', '4.3'),
  ]),
  ...sizes.map((size): [string, KeyRule] => [`A${size}KW`, rule('wrapped', '4.4')]),
  ['dir', rule('none', '4.5')],
  ['ECDH-ES', rule('none', '4.6', 'epk')],
  ...sizes.map((size): [string, KeyRule] => [`ECDH-ES+A${size}KW`, rule('wrapped', '4.6', 'epk')]),
  ...sizes.map((size): [string, KeyRule] => [`A${size}GCMKW`, rule('same', '4.7', 'iv', 'tag')]),
  ...sizes.map((size): [string, KeyRule] => [
    `PBES2-HS${Number(size) * 2}+A${size}KW`,
    rule('wrapped', '4.8', 'p2s', 'p2c'),
  ]),
])

/** The names of `alg` that encrypt and are registered. */
export const KEY_ALGORITHMS: readonly string[] = [...KEYS.keys()].map(String)

/** Bytes of the smallest modulus that may be used (RFC 7518 §4.2 and §4.3). */
const SMALLEST_RSA = 256

/** The parameters that `alg` needs and the header has not. */
export function missingParameters(header: Record<string, unknown>): {
  names: string[]
  reference: string | null
} {
  const needed = KEYS.get(own(header, 'alg'))
  const names = (needed?.parameters ?? []).filter(name => own(header, name) === undefined)
  return { names, reference: needed?.reference ?? null }
}

/** Says which parts of an encrypted token have a length that its alg and enc do not make. */
export function lengthProblems(header: Record<string, unknown>, parts: Part[]): Problem[] {
  const [alg, enc] = [own(header, 'alg'), own(header, 'enc')]
  const content = CONTENT.get(enc)
  const problems: Problem[] = []
  const check = (name: PartName, reference: string, say: (length: number) => string | null): void => {
    const part = parts.find(one => one.name === name)
    const message = part === undefined || part.hex === null ? null : say(part.length)
    if (part === undefined || message === null) return
    const fix = 'Copy the token again. If it is the same, the program that made it is wrong.'
    problems.push({ id: 'jwe-length', message, fix, segment: name, at: part.at, reference })
  }
  const key = KEYS.get(alg)
  if (key !== undefined)
    check('encrypted key', key.reference, length => keyFault(key, String(alg), String(enc), content, length))
  if (content === undefined) return problems
  const exactly = (name: string, size: number) => (length: number) =>
    length === size ? null : `The ${name} has ${bytes(length)}; ${enc} has one of ${size}.`
  check('initialization vector', content.reference, exactly('initialization vector', content.iv))
  if (content.iv === 16)
    check('ciphertext', content.reference, length =>
      length > 0 && length % 16 === 0
        ? null
        : `The ciphertext has ${bytes(length)}; ${enc} makes blocks of 16 bytes, one or more.`,
    )
  check('authentication tag', content.reference, exactly('authentication tag', content.tag))
  return problems
}

function keyFault(
  key: KeyRule,
  alg: string,
  enc: string,
  content: Sizes | undefined,
  length: number,
): string | null {
  const has = `The encrypted key has ${bytes(length)}`
  if (key.length === 'none') {
    const why = alg === 'dir' ? 'both sides have the key already' : 'both sides compute the key'
    return length === 0
      ? null
      : `With alg ${alg} the encrypted key is empty, because ${why}; here it has ${bytes(length)}.`
  }
  if (key.length === 'rsa')
    return length >= SMALLEST_RSA
      ? null
      : `${has}; with ${alg} it has as many as the RSA key, ${SMALLEST_RSA} or more.`
  if (content === undefined) return null
  // AES Key Wrap adds 8 bytes (RFC 3394 §2.2.1).
  const right = key.length === 'wrapped' ? content.key + 8 : content.key
  if (length === right) return null
  const bare = length === content.key ? ' That is the length of the key itself: was it encrypted at all?' : ''
  const why =
    key.length === 'wrapped'
      ? `${right}: the key for ${enc} has ${content.key}, and ${alg} adds 8`
      : `${right}, as many as the key for ${enc}`
  return `${has}; it must have ${why}.${bare}`
}

/** Whether the header of a token of three segments says in alg that it is signed, and has enc all the same. */
export function isSignedWithEnc(segments: string[]): boolean {
  const header = segments.length === 3 ? jsonObjectOf(segments[0] ?? '') : null
  return header !== null && ALGORITHMS.has(String(own(header, 'alg')))
}

/** Whether a token of four segments has lost the second dot after its header: there is no encrypted key between them. */
export function hasLostEmptyKey(segments: string[]): boolean {
  const header = segments.length === 4 ? jsonObjectOf(segments[0] ?? '') : null
  if (header === null || KEYS.get(own(header, 'alg'))?.length !== 'none') return false
  return Buffer.from(segments[1] ?? '', 'base64url').length === CONTENT.get(own(header, 'enc'))?.iv
}

function bytes(length: number): string {
  return `${length} byte${length === 1 ? '' : 's'}`
}
