/** What a verifier of tokens that were signed with a private key must do, whatever the algorithm. A mistake answers one of the questions in another way. */
import { fromBase64url, refuse, toBase64url, type JwtErrorCode } from '../../../src/grader/kit/index.ts'

export type Claims = Record<string, unknown>
/** A token of the right form. */
export type Parts = { text: string; header: Claims; payload: Claims; signature: Uint8Array }

const strict = (segment: string): Uint8Array | null => {
  const bytes = fromBase64url(segment)
  return toBase64url(bytes) === segment ? bytes : null
}

/** The JSON object in a segment of strict base64url, or null. */
export function objectIn(segment: string | undefined): Claims | null {
  const bytes = segment === undefined ? null : strict(segment)
  if (bytes === null) return null
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    )
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null
  } catch {
    return null
  }
}

const EITHER: readonly JwtErrorCode[] = ['malformed', 'bad-signature']

/** The questions that do not depend on the kind of key. */
export const rulesFor = (algorithm: string) => ({
  isCount: (count: number): boolean => count === 3,
  isAlgorithm: (header: Claims): boolean => header.alg === algorithm,
  isExtended: (header: Claims): boolean => Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64'),
  /** The bytes of the third segment, or null. */
  readSignature: (segment: string): Uint8Array | null => strict(segment),
  /** Codes for an empty signature, and for one that is not strict base64url. */
  empty: EITHER,
  unreadable: EITHER,
  result: ({ header, payload }: Parts): unknown => ({ header, payload }),
})

/** All questions of a verifier. */
export type VerifierRules<Key> = ReturnType<typeof rulesFor> & {
  isKey: (key: Key) => boolean
  isSigned: (parts: Parts, key: Key) => boolean
}

/** What a verifier that asks these questions answers. */
export function verified<Key>(ask: VerifierRules<Key>, token: string, key: Key) {
  const segments = token.split('.')
  const [first, second, third = ''] = segments
  const [header, payload, signature] = [objectIn(first), objectIn(second), ask.readSignature(third)]
  const codes: JwtErrorCode[] = []
  if (!ask.isCount(segments.length) || header === null || payload === null) codes.push('malformed')
  if (header !== null && (!ask.isAlgorithm(header) || ask.isExtended(header))) codes.push('unsupported')
  if (!ask.isKey(key)) codes.push('bad-key')
  if (signature === null) codes.push(...ask.unreadable)
  else if (signature.length === 0) codes.push(...ask.empty)
  if (header === null || payload === null) return refuse(...codes)
  const parts = { text: `${first}.${second}`, header, payload, signature: signature ?? new Uint8Array() }
  if (signature !== null && signature.length > 0 && !ask.isSigned(parts, key)) codes.push('bad-signature')
  return codes.length > 0 ? refuse(...codes) : ask.result(parts)
}
