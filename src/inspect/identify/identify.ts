import { jsonObjectOf, shapeOf } from '../around/shape.ts'
import { cookieKind } from './cookies.ts'
import { disorderKind } from './disorder.ts'
import { encodedKind } from './encoded.ts'
import { jsonKind } from './json-kinds.ts'
import { namedKind } from './named-kinds.ts'
import { prefixKind } from './prefixes.ts'

/** What a text is that is not a JWT. */
export type OtherKind = {
  /** Stable name of the kind. */
  id: string
  /** One or more sentences: what it is. */
  message: string
  /** The way out. */
  fix: string
  reference: string | null
}

/**
 * Says what a text is when its first segment is not a JOSE header (RFC 7515 §4, RFC 7516 §4).
 * Returns null when it may be a damaged JWT after all, so that the damage can be named.
 */
export function identify(text: string): OtherKind | null {
  const start = text.slice(0, LONGEST)
  if (text.length > LONGEST)
    return namedKind(start) ?? jsonKind(text) ?? (mayBeJwt(text) ? null : opaque(text))
  const known =
    namedKind(text) ??
    jsonKind(text) ??
    prefixKind(text) ??
    disorderKind(text) ??
    cookieKind(text) ??
    (mayBeJwt(text) ? null : encodedKind(text))
  if (known !== null) return known
  return mayBeJwt(text) ? null : opaque(text)
}

/** Cookies and keys of other kinds are shorter; a longer text is not searched for their forms. */
const LONGEST = 8192

/** Whether the text has the form of a token, so that a damaged header is likelier than another kind of text. */
function mayBeJwt(text: string): boolean {
  const segments = text.split('.')
  const [first = '', second = ''] = segments
  const header = jsonObjectOf(first)
  if (segments.length < 2) {
    return header === null
      ? /^e[yw]/u.test(first)
      : Object.hasOwn(header, 'alg') || Object.hasOwn(header, 'enc')
  }
  if (header !== null || segments.every(segment => segment === '')) return true
  if (/^e(?:y[A-Za-z0-9]|wo|w0|30)/u.test(first)) return true
  // A header that is damaged beyond reading, before a payload that is JSON.
  if (shapeOf(second) !== null) return true
  return segments.length > 2 && beginsAsJson(first)
}

function beginsAsJson(segment: string): boolean {
  const text = Buffer.from(segment, 'base64url')
    .toString('utf8')
    .replace(/^\ufeff/u, '')
    .trim()
  return /^(?:[[{"']|null$|true$|false$)/u.test(text)
}

/** Shorter strings are hardly random. */
const SHORTEST_OPAQUE = 16

function opaque(text: string): OtherKind {
  const segments = text.split('.').length
  const dots =
    segments === 1
      ? 'There is no dot in it'
      : `Its first segment (before the first dot) is not base64url of a JSON object`
  const guess =
    text.length < SHORTEST_OPAQUE
      ? 'If it is a token at all, it is an opaque token: a string'
      : 'It looks like an opaque token: a random string'
  return {
    id: 'opaque-token',
    message: `This is not a JWT. ${dots}; a JWT begins with its header, encoded JSON ("eyJ..."). ${guess} that only its issuer can look up.`,
    fix: 'There is nothing to decode. Its issuer can say what it means (RFC 7662), or you meant another token of the same response, such as the id_token.',
    reference: 'RFC 7519 §3',
  }
}
