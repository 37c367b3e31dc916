/** What verifyEs256 must do, once: its questions. A mistake answers one of them in another way. */
import { defineModel, fromBase64url, utf8 } from '../../../src/grader/kit/index.ts'
import { becauseOf } from '../shared/because.ts'
import { objectIn, type Parts, rulesFor, verified } from '../shared/verifier.ts'
import { isSignedBy, type Jwk, numberOf, ORDER, publicOf } from './keys.ts'

type Args = [token: string, publicKey: Jwk]

/** Node's name of the curve of a key, null for another key. */
export const curveOf = (key: Jwk): string | null => publicOf(key)?.asymmetricKeyDetails?.namedCurve ?? null

/** r and s of a signature of 64 bytes. */
export const numbersOf = (signature: Uint8Array): [r: bigint, s: bigint] => [
  numberOf(signature.subarray(0, 32)),
  numberOf(signature.subarray(32)),
]

const isInRange = (number: bigint): boolean => number > 0n && number < ORDER

export const rules = {
  ...rulesFor('ES256'),
  isKey: (key: Jwk): boolean => curveOf(key) === 'prime256v1',
  isSigned: ({ text, signature }: Parts, key: Jwk): boolean =>
    signature.length === 64 &&
    numbersOf(signature).every(isInRange) &&
    isSignedBy(utf8(text), signature, key),
}

export type Rules = typeof rules

/** What a verifier with these rules answers. */
export const answered = (changed: Partial<Rules>, token: string, key: Jwk) =>
  verified({ ...rules, ...changed }, token, key)

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
      fine: 'the header says ES256 and has neither crit nor b64, the key is on P-256, which Node calls prime256v1, and made this signature over these two segments; nothing else is asked for',
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
