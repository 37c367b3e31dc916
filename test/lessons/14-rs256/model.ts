/** What verifyRs256 must do, once: its questions. A mistake answers one of them in another way. */
import { constants } from 'node:crypto'
import { defineModel, sha256, toHex, utf8 } from '../../../src/grader/kit/index.ts'
import { becauseOf } from '../shared/because.ts'
import { objectIn, type Parts, rulesFor, verified } from '../shared/verifier.ts'
import { blockOf, isSignedBy, type Jwk, openedNumber, openedText, publicOf } from './keys.ts'

type Args = [token: string, publicKey: Jwk]

/** The bits of an RSA modulus, or null for another key. */
export function bitsOf(key: Jwk): number | null {
  if (key.kty !== 'RSA') return null
  return publicOf(key).asymmetricKeyDetails?.modulusLength ?? null
}

export const rules = {
  ...rulesFor('RS256'),
  isKey: (key: Jwk): boolean => Number(bitsOf(key)) >= 2048,
  isSigned: ({ text, signature }: Parts, key: Jwk): boolean => isSignedBy(text, signature, key),
}

export type Rules = typeof rules

/** What a verifier with these rules answers. */
export const answered = (changed: Partial<Rules>, token: string, key: Jwk) =>
  verified({ ...rules, ...changed }, token, key)

export const model = defineModel<Args, unknown>({
  call: 'verifyRs256',
  parameters: ['token', 'publicKey'],
  right: (token, key) => answered({}, token, key),
  because: (token, key) =>
    becauseOf(token, {
      algorithms: ['RS256'],
      objectIn,
      key: keyFault(key),
      signature: (text, signature) => signatureFault(text, signature, key),
      fine: `the header says RS256 and has neither crit nor b64, and this key of ${bitsOf(key)} bits made this signature over these two segments; nothing else is asked for`,
    }),
  words: (token, key) => {
    const header = objectIn(token.split('.')[0])
    return {
      alg: JSON.stringify(header?.alg) ?? 'none',
      bits: String(bitsOf(key) ?? 'no'),
      exponent: String(key.kty === 'RSA' ? publicOf(key).asymmetricKeyDetails?.publicExponent : 'none'),
      kty: String(key.kty),
    }
  },
})

function keyFault(key: Jwk): string | null {
  if (key.kty !== 'RSA') return `the key is of type ${key.kty}, and RS256 needs RSA`
  return rules.isKey(key) ? null : `the modulus of the key has ${bitsOf(key)} bits, and 2048 are the least`
}

function signatureFault(text: string, signature: Uint8Array, key: Jwk): string | null {
  if (isSignedBy(text, signature, key)) return null
  const wanted = Math.ceil(Number(bitsOf(key)) / 8)
  if (signature.length !== wanted)
    return `the signature has ${signature.length} bytes, and the modulus ${wanted}`
  const parts = { text, header: {}, payload: {}, signature }
  if (isBlock(parts, key)) return 'the signature as a number is not below the modulus'
  if (isPss(parts, key)) return 'the signature has the padding of PSS'
  const digest = ['sha1', 'sha384', 'sha512'].find(name => isSignedBy(text, signature, key, { digest: name }))
  if (digest !== undefined) return `the signature is over a digest of ${digest}, not of SHA-256`
  return endsWithDigest(parts, key)
    ? 'the signature opens to the digest, but what is in front of it is not 00 01, bytes ff, 00 and the name of SHA-256'
    : 'this key did not sign these two segments'
}

/** A digest at the end of what the signature opens to, whatever is in front of it. */
export const endsWithDigest = ({ text, signature }: Parts, key: Jwk): boolean =>
  openedNumber(signature, key).toString(16).slice(-64) === toHex(sha256(utf8(text)))
/** The same, with the padding looked at, and what is between them not. */
export const endsWithDigestPadded = ({ text, signature }: Parts, key: Jwk): boolean =>
  openedText(signature, key)?.slice(-64) === toHex(sha256(utf8(text)))
/** The right block, whatever the length and the size of the number that opens to it. */
export const isBlock = ({ text, signature }: Parts, key: Jwk): boolean =>
  openedNumber(signature, key) === blockOf(text, key)
export const isPss = ({ text, signature }: Parts, key: Jwk): boolean =>
  isSignedBy(text, signature, key, { padding: constants.RSA_PKCS1_PSS_PADDING })
