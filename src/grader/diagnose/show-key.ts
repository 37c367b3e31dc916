/** Keys, short: a JSON Web Key or PEM in full is longer than a screen, and nobody reads its material. */
import { inspect } from 'node:util'

/** Longer strings of a key are material; kid, alg and crv are shorter. */
const LONGEST = 24
/** Of a set with more keys all are shown without their material. */
const MOST_KEYS = 4
/** Members that only private keys have, but k, which is all that a secret key has. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi']

type Members = Record<string, unknown>

/** Whether an object is a JSON Web Key. */
export const isJwk = (value: object): value is Members => 'kty' in value && typeof value.kty === 'string'

/** A PEM file or block. */
export const isPem = (text: string): boolean => text.startsWith('-----BEGIN ')

/** `'-----BEGIN PUBLIC KEY-----MIIB…' (451 characters)` */
export function showPem(text: string): string {
  const [first = ''] = text.split('\n')
  const start = text.slice(first.length).trimStart().slice(0, 4)
  return `'${first.slice(0, 60)}${start}…' (${text.length} characters)`
}

/** The key for `inspect`: long strings cut in the middle, private ones left out. */
export const shortJwk = (jwk: Members): Members =>
  withLong(jwk, (name, value) => (PRIVATE.includes(name) ? '…' : cut(value)))

/** The values of a list; if many of them are keys, each without its material. */
export function shortKeys(values: readonly unknown[]): unknown[] {
  if (values.filter(isKey).length <= MOST_KEYS) return [...values]
  return values.map(value => (isKey(value) ? withLong(value, () => '…') : value))
}

/** Whether a value has a key in it that is shown short. */
export function hasKey(value: unknown): boolean {
  if (typeof value === 'string') return isPem(value)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return isJwk(value) || Object.values(value).some(hasKey)
}

/** The key with other words for its long strings. */
const withLong = (jwk: Members, words: (name: string, value: string) => string): Members =>
  Object.fromEntries(
    Object.entries(jwk).map(([name, value]) =>
      typeof value === 'string' && value.length > LONGEST
        ? [name, new Written(words(name, value))]
        : [name, value],
    ),
  )

const isKey = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && isJwk(value)

const cut = (text: string): string =>
  `${inspect(`${text.slice(0, 6)}…${text.slice(-4)}`)} (${text.length} characters)`

/** Words that `inspect` writes as they are. */
class Written {
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  [inspect.custom](): string {
    return this.#text
  }
}
