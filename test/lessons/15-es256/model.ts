/** What verifyEs256 must do, once: its questions. A mistake answers one of them in another way. */
import {
  defineModel,
  fromBase64url,
  type JwtErrorCode,
  refuse,
  toBase64url,
  utf8,
} from '../../../src/grader/kit/index.ts'
import { becauseOf } from '../shared/because.ts'
import { type Claims, isSignedBy, type Jwk, numberOf, ORDER, publicOf } from './keys.ts'

type Args = [token: string, publicKey: Jwk]
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

/** Node's name of the curve of a key, null for another key. */
export const curveOf = (key: Jwk): string | null => publicOf(key)?.asymmetricKeyDetails?.namedCurve ?? null

/** r and s of a signature of 64 bytes. */
export const numbersOf = (signature: Uint8Array): [r: bigint, s: bigint] => [
  numberOf(signature.subarray(0, 32)),
  numberOf(signature.subarray(32)),
]

const EITHER: readonly JwtErrorCode[] = ['malformed', 'bad-signature']
const isInRange = (number: bigint): boolean => number > 0n && number < ORDER

export const rules = {
  isCount: (count: number): boolean => count === 3,
  isAlgorithm: (header: Claims): boolean => header.alg === 'ES256',
  isExtended: (header: Claims): boolean => Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64'),
  isKey: (key: Jwk): boolean => curveOf(key) === 'prime256v1',
  isSigned: ({ text, signature }: Parts, key: Jwk): boolean =>
    signature.length === 64 &&
    numbersOf(signature).every(isInRange) &&
    isSignedBy(utf8(text), signature, key),
  /** The bytes of the third segment, or null. */
  readSignature: (segment: string): Uint8Array | null => strict(segment),
  /** Codes for an empty signature, and for one that is not strict base64url. */
  empty: EITHER,
  unreadable: EITHER,
  result: ({ header, payload }: Parts): unknown => ({ header, payload }),
}

export type Rules = typeof rules

/** What a verifier with these rules answers. */
export function answered(changed: Partial<Rules>, token: string, key: Jwk) {
  const ask = { ...rules, ...changed }
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

export const model = defineModel<Args, unknown>({
  call: 'verifyEs256',
  parameters: ['token', 'publicKey'],
  right: (token, key) => answered({}, token, key),
  because: (token, key) =>
    becauseOf(token, {
      algorithms: ['ES256'],
      objectIn,
      key: rules.isKey(key) ? null : `the key is ${aboutKey(key)}, and ES256 needs one of type EC on P-256`,
      signature: (text, signature) => signatureFault(text, signature, key),
      fine: 'the header says ES256 and has neither crit nor b64, the key is on P-256 and made this signature over these two segments; nothing else is asked for',
    }),
  words: (token, key) => ({
    alg: JSON.stringify(objectIn(token.split('.')[0])?.alg) ?? 'none',
    length: String(fromBase64url(token.split('.')[2] ?? '').length),
    curve: key.crv === undefined ? `type ${key.kty}` : String(key.crv),
  }),
})

const aboutKey = ({ kty, crv }: Jwk): string => `of type ${kty}${crv === undefined ? '' : ` on ${crv}`}`

function signatureFault(text: string, signature: Uint8Array, key: Jwk): string | null {
  if (signature.length !== 64)
    return `the signature has ${signature.length} bytes, and r and s are 64 together`
  const numbers = numbersOf(signature)
  for (const [index, name] of ['r', 's'].entries()) {
    if (numbers[index] === 0n) return `${name} of the signature is 0`
    if (!isInRange(numbers[index] as bigint))
      return `${name} of the signature is not below the order of the curve`
  }
  return isSignedBy(utf8(text), signature, key) ? null : 'this key did not sign these two segments'
}
