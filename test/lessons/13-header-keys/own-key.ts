/** What is wrong with the header and the signature of a token that brings its own key along. */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { type Found, fromBase64url, show, toBase64url, utf8 } from '../../../src/grader/kit/index.ts'
import { base64urlFault, headerOf, type Json, type Token } from '../forgeries/read.ts'

/** Which kinds of keys an algorithm is for: the curve, or the type of a key without one. */
const KINDS: Record<string, readonly string[]> = {
  ...Object.fromEntries(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map(alg => [alg, ['RSA']])),
  ES256: ['P-256'],
  ES384: ['P-384'],
  ES512: ['P-521'],
  ES256K: ['secp256k1'],
  EdDSA: ['Ed25519', 'Ed448'],
  Ed25519: ['Ed25519'],
  Ed448: ['Ed448'],
  'ML-DSA-44': ['AKP'],
  'ML-DSA-65': ['AKP'],
  'ML-DSA-87': ['AKP'],
}
/** Private members of keys of all types (RFC 7518 §6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv']

export function ownKeyFault(token: Token, before: string): Found | null {
  return jwkFault(token.header) ?? algorithmFault(token.header) ?? signatureFault(token, before)
}

function jwkFault(header: Json): Found | null {
  const { jwk } = header
  const shown = { actual: `the header ${show(header)}` }
  if (!Object.hasOwn(header, 'jwk')) return { id: 'jwk-missing', ...shown }
  if (typeof jwk === 'string') return { id: 'jwk-as-text', ...shown }
  if (typeof jwk !== 'object' || jwk === null || !Object.hasOwn(jwk, 'kty'))
    return { id: 'jwk-not-an-object', words: { jwk: show(jwk) }, ...shown }
  if ((jwk as Json).kty === 'oct') return { id: 'jwk-secret', ...shown }
  const name = PRIVATE.find(member => Object.hasOwn(jwk, member))
  return name === undefined ? null : { id: 'jwk-private', words: { name }, ...shown }
}

function algorithmFault({ alg, jwk }: Json): Found | null {
  if (alg === undefined) return { id: 'alg-missing' }
  const { crv, kty } = jwk as Json
  const kind = String(crv ?? kty)
  if (KINDS[String(alg)]?.includes(kind)) return null
  return { id: 'alg-of-another-key', words: { alg: show(alg), jwk: show(kind) } }
}

function signatureFault({ header, payload, signingInput, signature }: Token, before: string): Found | null {
  const key = header.jwk as JsonWebKey
  const alg = String(header.alg)
  const fault = base64urlFault(signature, 'signature')
  if (fault === null && isSigned(alg, key, signingInput, signature, 'ieee-p1363')) return null
  if (signature === '') return { id: 'signature-missing' }
  if (signature === before.split('.')[2]) return { id: 'signature-kept' }
  if (fault !== null) return fault
  if (isSigned(alg, key, signingInput, signature, 'der')) return { id: 'signature-der' }
  const [first = '', second = ''] = signingInput.split('.')
  const { jwk: _, ...without } = header
  const texts = [
    ...[headerOf(before), { ...headerOf(before), alg: header.alg }, without, { ...without, typ: 'JWT' }].map(
      other => `${segmentOf(other)}.${second}`,
    ),
    before.split('.').slice(0, 2).join('.'),
    `${first}.${before.split('.')[1]}`,
    ...[second, first, first + second, JSON.stringify(payload)],
  ]
  const isOther = texts.some(text =>
    (['ieee-p1363', 'der'] as const).some(form => isSigned(alg, key, text, signature, form)),
  )
  if (isOther) return { id: 'signature-of-other-text' }
  if (!isReadable(key)) return { id: 'jwk-incomplete', words: { jwk: show(Object.keys(key)) } }
  const digest = ['sha1', 'sha256', 'sha384', 'sha512'].find(name =>
    (['ieee-p1363', 'der'] as const).some(form => isSigned(alg, key, signingInput, signature, form, name)),
  )
  if (digest !== undefined) return { id: 'signature-digest', words: { alg: show(alg), digest } }
  const half = fromBase64url(signature).length / 2
  const swapped = fromBase64url(signature)
  const turned = toBase64url(Uint8Array.from([...swapped.slice(half), ...swapped.slice(0, half)]))
  if (isSigned(alg, key, signingInput, turned, 'ieee-p1363')) return { id: 'signature-swapped' }
  const hex = Buffer.from(/^[0-9a-f]+$/i.test(signature) ? signature : '', 'hex').toString('base64url')
  if ((['ieee-p1363', 'der'] as const).some(form => isSigned(alg, key, signingInput, hex, form)))
    return { id: 'signature-hex' }
  return { id: 'signature-wrong', words: { how: 'with the private half of the key in your header' } }
}

const segmentOf = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

function isReadable(jwk: JsonWebKey): boolean {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' }).type === 'public'
  } catch {
    return false
  }
}

function isSigned(
  alg: string,
  jwk: JsonWebKey,
  text: string,
  signature: string,
  dsaEncoding: 'ieee-p1363' | 'der',
  digest = /^[RPE]S/.test(alg) ? `sha${alg.slice(2, 5)}` : null,
): boolean {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    // Padding 6 is PSS, and -1 a salt as long as the hash.
    const pss = alg.startsWith('PS') ? { padding: 6, saltLength: -1 } : {}
    return verify(digest, utf8(text), { key, dsaEncoding, ...pss }, fromBase64url(signature))
  } catch {
    return false
  }
}
