/** What people write instead of the right verifier, by the step whose results it explains. General before special. */
import { fromBase64url } from '../../../src/grader/kit/index.ts'
import type { Claims, Parts } from '../shared/verifier.ts'
import { segment, isSignedBy, type Jwk, publicOf } from './keys.ts'
import {
  answered,
  endsWithDigest,
  endsWithDigestPadded,
  isBlock,
  isPss,
  model,
  type Rules,
  rules,
} from './model.ts'

const changed =
  (change: Partial<Rules>) =>
  (token: string, key: Jwk): unknown =>
    answered(change, token, key)
const lax = { isKey: () => true }
/** A step that comes later is not done yet. */
const later: Partial<Rules> = { ...lax, isAlgorithm: () => true, isExtended: () => false }
const either = (change: Partial<Rules>, base: Partial<Rules> = {}) => [
  changed(change),
  changed({ ...base, ...change }),
]
const digestOf = (header: Claims): string => `sha${String(header.alg).slice(2)}`
const embedded = ({ header }: Parts): Jwk | null =>
  typeof header.jwk === 'object' && header.jwk !== null ? (header.jwk as Jwk) : null
const isReadable = (key: Jwk): boolean => {
  try {
    return publicOf(key) !== null
  } catch {
    return false
  }
}
const size = (least: number): Partial<Rules> => ({
  isKey: key => rules.isKey(key) || bitsAtLeast(key, least),
})
const bitsAtLeast = (key: Jwk, least: number): boolean =>
  key.kty === 'RSA' && Number(publicOf(key).asymmetricKeyDetails?.modulusLength) >= least

export const mistakes = model.mistakes({
  verify: {
    'signature-ignored': [
      ...either({ isSigned: () => true, empty: [] }, later),
      ...either({ isSigned: () => true, empty: [], unreadable: [] }, later),
      ...either({ isSigned: () => true }, later),
    ],
    'json-rewritten': either(
      {
        isSigned: (parts, key) =>
          isSignedBy(`${segment(parts.header)}.${segment(parts.payload)}`, parts.signature, key),
      },
      later,
    ),
    'segments-uncounted': [
      ...either({ isCount: count => count >= 3 }, later),
      ...either({ isCount: () => true }, later),
    ],
    'signature-lenient': [
      ...either({ readSignature: fromBase64url }, later),
      // Node's decoder also takes what stands for nothing.
      ...either({ readSignature: fromBase64url, empty: [] }, later),
    ],
    'padding-unchecked': [
      ...either({ isSigned: endsWithDigest }, later),
      ...either({ isSigned: endsWithDigestPadded }, later),
    ],
    'signature-length': either({ isSigned: isBlock }, later),
    'exponent-fixed': either(
      { isSigned: (parts, key) => rules.isSigned(parts, key.kty === 'RSA' ? { ...key, e: 'AQAB' } : key) },
      later,
    ),
    'exponent-refused': [
      changed({ isKey: key => rules.isKey(key) && key.e === 'AQAB' }),
      changed({ ...later, isKey: key => key.kty !== 'RSA' || key.e === 'AQAB' }),
    ],
    'padding-pss': either({ isSigned: isPss }, later),
    'nothing-verifies': either({ isSigned: () => false }, later),
    'typ-required': [
      ...either({ isAlgorithm: header => rules.isAlgorithm(header) && header.typ === 'JWT' }, lax),
      ...either({ isAlgorithm: header => rules.isAlgorithm(header) && (header.typ ?? 'JWT') === 'JWT' }, lax),
    ],
    'payload-only': either({ result: ({ payload }) => payload }, later),
    'header-only': either({ result: ({ header }) => header }, later),
    'result-is-true': either({ result: () => true }, later),
  },
  header: {
    'alg-not-checked': [
      ...either({ isAlgorithm: () => true }, lax),
      ...either({ isAlgorithm: ({ alg }) => alg !== 'none' }, lax),
      ...either({ isAlgorithm: ({ alg }) => alg !== 'none' && alg !== 'HS256' }, lax),
      ...either({ isAlgorithm: ({ alg }) => String(alg).toLowerCase() !== 'none' }, lax),
    ],
    'alg-inexact': [
      ...either({ isAlgorithm: ({ alg }) => String(alg).startsWith('RS') }, lax),
      ...either({ isAlgorithm: ({ alg }) => String(alg).toUpperCase() === 'RS256' }, lax),
      ...either({ isAlgorithm: ({ alg }) => String(alg) === 'RS256' }, lax),
      ...either({ isAlgorithm: ({ alg }) => String(alg).includes('RS256') }, lax),
      ...either({ isAlgorithm: ({ alg }) => String(alg).startsWith('RS256') }, lax),
      ...either({ isAlgorithm: ({ alg }) => String(alg).trim() === 'RS256' }, lax),
    ],
    'token-chooses': [
      ...either(
        {
          isAlgorithm: ({ alg }) => ['RS256', 'RS384', 'RS512'].includes(String(alg)),
          isSigned: ({ text, header, signature }, key) =>
            isSignedBy(text, signature, key, { digest: digestOf(header) }),
        },
        lax,
      ),
    ],
    'crit-ignored': either({ isExtended: header => Object.hasOwn(header, 'b64') }, lax),
    'b64-ignored': [
      ...either({ isExtended: header => Object.hasOwn(header, 'crit') }, lax),
      ...either({ isExtended: header => Object.hasOwn(header, 'crit') || Boolean(header.b64) }, lax),
      ...either({ isExtended: header => Object.hasOwn(header, 'crit') || header.b64 === false }, lax),
    ],
    'crit-and-b64-ignored': either({ isExtended: () => false }, lax),
    'crit-truthy': [
      ...either({ isExtended: header => Boolean(header.crit) || Object.hasOwn(header, 'b64') }, lax),
      ...either({ isExtended: header => Boolean(header.crit) || Boolean(header.b64) }, lax),
      ...either({ isExtended: header => header.crit !== undefined && header.crit !== null }, lax),
      ...either(
        { isExtended: header => (header.crit ?? null) !== null || (header.b64 ?? null) !== null },
        lax,
      ),
    ],
    'header-key': [
      ...either(
        {
          isSigned: (parts, key) => {
            const own = embedded(parts)
            return own === null || !isReadable(own) ? rules.isSigned(parts, key) : rules.isSigned(parts, own)
          },
        },
        lax,
      ),
      ...either(
        {
          isSigned: (parts, key) => {
            const own = embedded(parts)
            return rules.isSigned(parts, key) || (own !== null && rules.isSigned(parts, own))
          },
        },
        lax,
      ),
    ],
  },
  keys: {
    'key-type-unchecked': changed({ isKey: key => key.kty !== 'RSA' || rules.isKey(key) }),
    'key-size-unchecked': changed({ isKey: key => key.kty === 'RSA' }),
    'key-size-of-text': changed({
      isKey: key => key.kty === 'RSA' && (rules.isKey(key) || String(key.n).length >= 342),
    }),
    'key-size-limit': [
      changed(size(1024)),
      changed(size(2047)),
      changed({ isKey: key => bitsAtLeast(key, 2049) }),
      changed({ isKey: key => bitsAtLeast(key, 3072) }),
    ],
  },
})
