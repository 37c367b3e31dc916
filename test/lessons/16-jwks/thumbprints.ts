/** The thumbprint of a key, and what people hash instead (RFC 7638 §3). */
import type { JsonWebKey } from 'node:crypto'
import { createHash } from 'node:crypto'
import { type Evidence, type KnownMistake, show } from '../../../src/grader/kit/index.ts'

export type Jwk = JsonWebKey & { kid?: string; [name: string]: unknown }

const MEMBERS: Record<string, string[]> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
  oct: ['k', 'kty'],
}
const membersOf = (jwk: Jwk): string[] => MEMBERS[String(jwk.kty)] ?? []
const textOf = (jwk: Jwk, names: readonly string[]): string =>
  JSON.stringify(
    Object.fromEntries(names.filter(name => jwk[name] !== undefined).map(name => [name, jwk[name]])),
  )
const hashed = (text: string, digest = 'sha256'): Buffer => createHash(digest).update(text).digest()

export const thumbprintOf = (jwk: Jwk): string => hashed(textOf(jwk, membersOf(jwk))).toString('base64url')

/** Every order of a few names. */
function orders(names: readonly string[]): string[][] {
  if (names.length < 2) return [[...names]]
  return names.flatMap(first => orders(names.filter(name => name !== first)).map(rest => [first, ...rest]))
}

/** Texts that people hash, by the mistake. */
const TEXTS: Record<string, (jwk: Jwk) => string[]> = {
  'members-unsorted': jwk => orders(membersOf(jwk)).map(names => textOf(jwk, names)),
  'all-members': jwk => [JSON.stringify(jwk), textOf(jwk, Object.keys(jwk).sort())],
  'json-spaces': jwk => {
    const value = JSON.parse(textOf(jwk, membersOf(jwk))) as unknown
    const spaced = textOf(jwk, membersOf(jwk)).replaceAll('":"', '": "').replaceAll('","', '", "')
    const tight = textOf(jwk, membersOf(jwk))
    const indented = [1, 2, 4, '\t'].map(indent => JSON.stringify(value, null, indent))
    return [
      ...indented.flatMap(text => [text, text.replaceAll('\n', ''), text.replaceAll(/\n\s*/g, ' ')]),
      ...[spaced, tight.replaceAll('":"', '": "'), tight.replaceAll('","', '", "')],
      ...['\n', '\r\n', ' '].map(end => tight + end),
    ]
  },
  'kid-hashed': jwk => withOneMore(jwk, ['kid', 'use', 'alg']),
  'private-hashed': jwk => withOneMore(jwk, ['d', 'p', 'q', 'dp', 'dq', 'qi']),
  'curve-left-out': jwk =>
    orders(membersOf(jwk).filter(name => name !== 'crv')).map(names => textOf(jwk, names)),
  'type-left-out': jwk =>
    orders(membersOf(jwk).filter(name => name !== 'kty')).map(names => textOf(jwk, names)),
  'y-left-out': jwk => orders(membersOf(jwk).filter(name => name !== 'y')).map(names => textOf(jwk, names)),
  'values-joined': jwk => {
    const values = membersOf(jwk).map(name => String(jwk[name]))
    return ['', '.', ','].map(between => values.join(between))
  },
}

/** The required members and some others: in any place at the end, or sorted in. */
function withOneMore(jwk: Jwk, others: readonly string[]): string[] {
  return [...others.map(name => [name]), others].flatMap(more => [
    textOf(jwk, [...membersOf(jwk), ...more]),
    textOf(jwk, [...membersOf(jwk), ...more].sort()),
  ])
}

const isThumbprint = ({ name, expected }: Evidence): boolean =>
  name === 'thumbprint' && expected.kind === 'value'

/** Mistakes of thumbprint; a hash that fits is no guess. */
export const thumbprintMistakes: KnownMistake[] = [
  {
    id: 'hash-encoding',
    matches: evidence => {
      const jwk = evidence.args[0] as Jwk
      const right = hashed(textOf(jwk, membersOf(jwk)))
      const encodings = ['hex', 'base64', 'latin1'] as const
      const form = encodings.find(encoding => evidence.text === right.toString(encoding))
      const twice = encodings.find(
        encoding => evidence.text === Buffer.from(right.toString(encoding)).toString('base64url'),
      )
      if (!isThumbprint(evidence)) return false
      if (form !== undefined) return { form }
      return twice !== undefined && { form: `${twice}, which was encoded once more` }
    },
  },
  {
    id: 'other-digest',
    matches: evidence => {
      const jwk = evidence.args[0] as Jwk
      const text = textOf(jwk, membersOf(jwk))
      const digest = ['sha1', 'md5', 'sha384', 'sha512'].find(
        name => evidence.text === hashed(text, name).toString('base64url'),
      )
      return isThumbprint(evidence) && digest !== undefined && { digest }
    },
  },
  ...Object.entries(TEXTS).map(
    ([id, texts]): KnownMistake => ({
      id,
      matches: evidence =>
        isThumbprint(evidence) &&
        evidence.text !== null &&
        texts(evidence.args[0] as Jwk).some(text => {
          const digest = hashed(text)
          return [digest.toString('base64url'), digest.toString('hex')].includes(String(evidence.text))
        }),
    }),
  ),
  {
    id: 'other-text',
    matches: evidence =>
      isThumbprint(evidence) &&
      /^[\w-]{43}$/.test(evidence.text ?? '') && {
        text: shortened(textOf(evidence.args[0] as Jwk, membersOf(evidence.args[0] as Jwk))),
      },
  },
]

/** JSON with its long values cut. */
const shortened = (json: string): string => json.replaceAll(/"([\w-]{8})[\w-]{40,}"/g, '"$1..."')

/** In words: why a key has no thumbprint. */
export function faultOf(jwk: Jwk): string {
  const names = typeof jwk.kty === 'string' && Object.hasOwn(MEMBERS, jwk.kty) ? membersOf(jwk) : null
  if (names === null)
    return Object.hasOwn(jwk, 'kty')
      ? `a key with kty: ${show(jwk.kty)}, which is none of the four types`
      : 'a key without kty'
  const name = names.find(member => typeof jwk[member] !== 'string') ?? ''
  if (!Object.hasOwn(jwk, name)) return `a key of type ${jwk.kty} without its required member ${name}`
  return `a key of type ${jwk.kty} whose ${name} is ${show(jwk[name])}, and not a string`
}
