import type { OtherKind } from './identify.ts'

/** What a JSON text is: a key, a key set, a JWS or JWE in the JSON serialization, claims, a response; or null. */
export function jsonKind(text: string): OtherKind | null {
  if (!/^\s*[[{]/u.test(text)) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    if (/^\[object/u.test(text)) return null
    if (isHeaderAndMore(text))
      return kind(
        'json',
        'This is JSON: a header and what stood after it, decoded. The token itself is not in it, and without its signature it can not be made again.',
        GIVE_TOKEN,
        'RFC 7515 §3',
      )
    return kind(
      'json-serialization',
      'This is JSON, or the start of it, but not valid JSON. It is not a JWT.',
      GIVE_TOKEN,
      'RFC 7519 §1',
    )
  }
  if (Array.isArray(value)) {
    return kind('json', 'This is a JSON array, and there is no JWT in it.', GIVE_TOKEN, 'RFC 7519 §1')
  }
  return objectKind(value as Record<string, unknown>)
}

/** A header and claims one after the other, with a dot, a comma or nothing between them, as decoders show them. */
function isHeaderAndMore(text: string): boolean {
  const [, first = ''] = /^\s*(\{[^{}]*\})[\s.,]*[{"]/u.exec(text) ?? []
  try {
    return Object.hasOwn(JSON.parse(first), 'alg')
  } catch {
    return false
  }
}

const GIVE_TOKEN = 'Give the token alone: three segments of letters, digits, - and _.'

function objectKind(object: Record<string, unknown>): OtherKind {
  const has = (name: string) => Object.hasOwn(object, name)
  if (Array.isArray(object.keys))
    return kind(
      'is-a-key',
      `This is JSON, a JWK Set with ${count(object.keys.length, 'key')}, not a token.`,
      'Give the token here and the file with --jwks.',
      'RFC 7517 §5',
    )
  if (typeof object.kty === 'string')
    return kind(
      'is-a-key',
      'This is JSON, a JWK: a key, not a token.',
      'Give the token here and the file with --key.',
      'RFC 7517 §4',
    )
  if (has('ciphertext'))
    return kind(
      'json-serialization',
      'This is JSON: a JWE in the JSON serialization. A JWT is always in the compact form.',
      'With one recipient the compact form is protected.encrypted_key.iv.ciphertext.tag, joined by dots; give that.',
      'RFC 7516 §7.2',
    )
  if (has('payload') || has('signatures')) return jwsKind(object)
  if (has('alg') && (has('typ') || has('kid') || Object.keys(object).length < 4))
    return kind(
      'json',
      'This is JSON: the header of a token, decoded. The token itself is not in it.',
      GIVE_TOKEN,
      'RFC 7515 §4',
    )
  if (has('issuer') && has('jwks_uri'))
    return kind(
      'json',
      'This is JSON: the metadata of an authorization server, not a token.',
      'Its jwks_uri is where its keys are; inspect loads nothing.',
      'RFC 8414 §2',
    )
  if (has('access_token') || has('id_token') || has('refresh_token'))
    return kind(
      'opaque-token',
      'This is JSON: a token response. None of its tokens is a JWT, so they are opaque.',
      'There is nothing to decode; only the issuer can look them up (RFC 7662).',
      'RFC 6749 §5.1',
    )
  if (has('error'))
    return kind(
      'json',
      'This is JSON: an error response, not a token.',
      'Read its "error" and "error_description".',
      'RFC 6749 §5.2',
    )
  if (['iss', 'sub', 'aud', 'exp', 'iat'].some(has))
    return kind(
      'json',
      'This is JSON: the claims of a token, decoded. Nothing in it is signed.',
      GIVE_TOKEN,
      'RFC 7519 §4',
    )
  return kind(
    'json-serialization',
    'This is JSON, and there is no JWT in it. A JWT is always in the compact form: segments with dots between them.',
    GIVE_TOKEN,
    'RFC 7519 §1',
  )
}

function jwsKind(object: Record<string, unknown>): OtherKind {
  const { signatures } = object
  const form = Array.isArray(signatures)
    ? `general JSON serialization, with ${count(signatures.length, 'signature')}`
    : 'flattened JSON serialization'
  const message = `This is JSON: a JWS in the ${form}. A JWT is always in the compact form: segments with dots between them.`
  const fix = 'With one signature the compact form is protected.payload.signature, joined by dots; give that.'
  return kind('json-serialization', message, fix, 'RFC 7515 §7.2')
}

function kind(id: string, message: string, fix: string, reference: string): OtherKind {
  return { id, message, fix, reference }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
