/** What people write instead of the right verifier, by the step whose results it explains. General before special. */
import { fromBase64url, utf8 } from '../../../src/grader/kit/index.ts'
import {
  bytesOf,
  isSignedBy,
  joined,
  type Jwk,
  numberOf,
  ORDER,
  publicOf,
  segment,
  SMALL_TOKEN,
} from './keys.ts'
import type { Parts } from '../shared/verifier.ts'
import { answered, curveOf, model, numbersOf, type Rules, rules } from './model.ts'

const changed =
  (change: Partial<Rules>) =>
  (token: string, key: Jwk): unknown =>
    answered(change, token, key)
/** Steps that come later may not be done yet: keys are not asked for. */
const lax: Partial<Rules> = { isKey: key => publicOf(key) !== null }
const either = (...changes: Partial<Rules>[]) =>
  changes.flatMap(change => [changed(change), changed({ ...lax, ...change })])
const isDer = ({ text, signature }: Parts, key: Jwk): boolean =>
  isSignedBy(utf8(text), signature, key, 'sha256', 'der')
/** What Node says, whatever the length. */
const isSignedAnyhow = ({ text, signature }: Parts, key: Jwk): boolean =>
  isSignedBy(utf8(text), signature, key)
/** Two numbers of up to 32 bytes, whatever comes after them. */
const asNumbers = (signature: Uint8Array): Uint8Array =>
  joined(...[signature.slice(0, 32), signature.slice(32, 64)].map(half => bytesOf(numberOf(half))))
/** Zeros behind, up to 64 bytes. */
const filled = (signature: Uint8Array): Uint8Array =>
  signature.length < 64 ? joined(signature, new Uint8Array(64 - signature.length)) : signature
const isZero = ({ signature }: Parts): boolean =>
  signature.length === 64 && signature.every(byte => byte === 0)
/** Whether r and s are signed, with one of them or both taken modulo the order. */
const isSignedModulo =
  (reduces: 'r' | 's' | 'rs') =>
  (parts: Parts, key: Jwk): boolean => {
    if (parts.signature.length !== 64) return false
    const [r, s] = numbersOf(parts.signature)
    const numbers = [reduces.includes('r') ? r % ORDER : r, reduces.includes('s') ? s % ORDER : s]
    return rules.isSigned({ ...parts, signature: joined(...numbers.map(bytesOf)) }, key)
  }
/** r of the one token of the tests for whose point x and x modulo the order differ. */
const R_OF_LARGE_X = numbersOf(fromBase64url(SMALL_TOKEN.split('.')[2] ?? ''))[0]
const isXItself = ({ signature }: Parts): boolean =>
  signature.length !== 64 || numbersOf(signature)[0] !== R_OF_LARGE_X
/** What is taken for the number 0 by those who look at some of its 32 bytes only. */
const PART_IS_ZERO: ((number: Uint8Array) => boolean)[] = [
  number => number.some(byte => byte === 0),
  number => number.slice(1).every(byte => byte === 0),
  ...[1, 4, 8, 16, 24, 30, 31].map(
    length => (number: Uint8Array) => number.slice(0, length).every(byte => byte === 0),
  ),
]
const halves = ({ signature }: Parts): [r: Uint8Array, s: Uint8Array] => [
  signature.slice(0, 32),
  signature.slice(32),
]
type PartCheck = (r: Uint8Array, s: Uint8Array) => boolean
const isMultipleOfOrder = ({ signature }: Parts): boolean =>
  signature.length === 64 && numbersOf(signature).every(number => number % ORDER === 0n)
/** A key that the token brings along. */
const embedded = ({ header: { jwk } }: Parts): Jwk | null =>
  typeof jwk === 'object' && jwk !== null && publicOf(jwk as Jwk) !== null ? (jwk as Jwk) : null
const isLowS = ({ signature }: Parts): boolean =>
  signature.length !== 64 || numbersOf(signature)[1] <= ORDER / 2n

export const mistakes = model.mistakes({
  verify: {
    'signature-ignored': either(
      { isSigned: () => true, empty: [] },
      { isSigned: () => true, empty: [], unreadable: [] },
      { isSigned: () => true },
    ),
    'signature-lenient': either(
      { readSignature: fromBase64url },
      // Node's decoder also takes what stands for nothing.
      { readSignature: fromBase64url, empty: [] },
    ),
    'nothing-verifies': either({ isSigned: () => false }),
    'der-expected': either({ isSigned: isDer }),
    'der-accepted': either({ isSigned: (parts, key) => rules.isSigned(parts, key) || isDer(parts, key) }),
    'json-rewritten': either({
      isSigned: (parts, key) =>
        isSignedBy(utf8(`${segment(parts.header)}.${segment(parts.payload)}`), parts.signature, key),
    }),
    'segments-uncounted': either({ isCount: count => count >= 3 }, { isCount: () => true }),
    'alg-not-checked': either(
      { isAlgorithm: () => true },
      { isAlgorithm: ({ alg }) => alg !== 'none' },
      { isAlgorithm: ({ alg }) => String(alg).toLowerCase() !== 'none' },
    ),
    'alg-inexact': either(
      { isAlgorithm: ({ alg }) => String(alg).startsWith('ES') },
      { isAlgorithm: ({ alg }) => String(alg).toUpperCase() === 'ES256' },
      { isAlgorithm: ({ alg }) => String(alg) === 'ES256' },
      { isAlgorithm: ({ alg }) => String(alg).includes('ES256') },
      { isAlgorithm: ({ alg }) => String(alg).startsWith('ES256') },
    ),
    'alg-of-lesson-14': either({ isAlgorithm: ({ alg }) => alg === 'RS256' }),
    'crit-ignored': either({ isExtended: header => Object.hasOwn(header, 'b64') }),
    'b64-ignored': either(
      { isExtended: header => Object.hasOwn(header, 'crit') },
      { isExtended: header => Object.hasOwn(header, 'crit') || Boolean(header.b64) },
    ),
    'crit-and-b64-ignored': either({ isExtended: () => false }),
    'crit-truthy': either(
      { isExtended: header => Boolean(header.crit) || Object.hasOwn(header, 'b64') },
      { isExtended: header => Boolean(header.crit) || Boolean(header.b64) },
    ),
    'header-key': either(
      { isSigned: (parts, key) => rules.isSigned(parts, embedded(parts) ?? key) },
      {
        isSigned: (parts, key) => {
          const own = embedded(parts)
          return rules.isSigned(parts, key) || (own !== null && rules.isSigned(parts, own))
        },
      },
    ),
    'high-s-refused': either({ isSigned: (parts, key) => rules.isSigned(parts, key) && isLowS(parts) }),
    'x-not-reduced': either({ isSigned: (parts, key) => rules.isSigned(parts, key) && isXItself(parts) }),
    'part-taken-for-zero': PART_IS_ZERO.flatMap(isZeroOf =>
      ([(...both) => both.some(isZeroOf), r => isZeroOf(r), (_, s) => isZeroOf(s)] as PartCheck[]).flatMap(
        isRefused =>
          either({ isSigned: (parts, key) => rules.isSigned(parts, key) && !isRefused(...halves(parts)) }),
      ),
    ),
    'payload-only': either({ result: ({ payload }) => payload }),
    'result-is-true': either({ result: () => true }),
  },
  zero: {
    'zero-accepted': either(
      { isSigned: (parts, key) => rules.isSigned(parts, key) || isZero(parts) },
      { isSigned: (parts, key) => rules.isSigned(parts, key) || isMultipleOfOrder(parts) },
    ),
    'order-not-checked': either(
      { isSigned: isSignedModulo('rs') },
      { isSigned: isSignedModulo('r') },
      { isSigned: isSignedModulo('s') },
    ),
    'length-filled': either({
      isSigned: (parts, key) => rules.isSigned({ ...parts, signature: filled(parts.signature) }, key),
    }),
    'length-unchecked': either(
      {
        isSigned: (parts, key) => rules.isSigned({ ...parts, signature: parts.signature.slice(0, 64) }, key),
      },
      { isSigned: (parts, key) => rules.isSigned({ ...parts, signature: parts.signature.slice(-64) }, key) },
      { isSigned: (parts, key) => rules.isSigned({ ...parts, signature: asNumbers(parts.signature) }, key) },
    ),
  },
  keys: {
    'curve-of-length': changed({ isKey: key => ['prime256v1', 'secp256k1'].includes(String(curveOf(key))) }),
    'curve-unchecked': [
      changed({ isKey: key => curveOf(key) !== null }),
      changed({ isKey: key => curveOf(key) !== null, isSigned: isSignedAnyhow }),
    ],
    // With the length checked, no row shows more than a wrong curve.
    'key-unchecked': changed({ ...lax, isSigned: isSignedAnyhow }),
  },
})
