/** Keys, tokens and signatures for the tests of this lesson, made by Node. */
import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { fromBase64url, type Learner, sha256, toBase64url, utf8 } from '../../../src/grader/kit/index.ts'

export type Jwk = JsonWebKey & { kid?: string }
export type Claims = Record<string, unknown>

/** RFC 7515 Appendix A.3.1: the key, and the token. */
export const RFC_PRIVATE_KEY: Jwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
}
export const RFC_KEY: Jwk = {
  kty: 'EC',
  crv: 'P-256',
  x: RFC_PRIVATE_KEY.x ?? '',
  y: RFC_PRIVATE_KEY.y ?? '',
}
export const RFC_TOKEN =
  'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'

/** RFC 8037 Appendix A.1; A.2 is its public part. */
export const RFC_ED25519: Jwk = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}

/** The order of P-256 (RFC 7518 §3.4 takes it from FIPS 186). */
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

export const numberOf = (bytes: Uint8Array): bigint =>
  BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
export const bytesOf = (number: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(number.toString(16).padStart(64, '0'), 'hex'))
export const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))

const privateKeys = new Map<string, KeyObject>()
export function privateOf(jwk: Jwk): KeyObject {
  const name = `${jwk.crv}${jwk.d}`
  const key = privateKeys.get(name) ?? createPrivateKey({ key: jwk, format: 'jwk' })
  privateKeys.set(name, key)
  return key
}
const publicKeys = new Map<string, KeyObject | null>()
/** The public key in a JWK, or null when Node can't read it. */
export function publicOf(jwk: Jwk): KeyObject | null {
  const name = [jwk.kty, jwk.crv, jwk.x, jwk.y, jwk.n].join(' ')
  const known = publicKeys.get(name)
  if (known !== undefined) return known
  let key: KeyObject | null = null
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    // Not a key of Node's.
  }
  publicKeys.set(name, key)
  return key
}

export const segment = (part: unknown): string =>
  toBase64url(utf8(typeof part === 'string' ? part : JSON.stringify(part)))
export const inputOf = (header: unknown, payload: unknown): string => `${segment(header)}.${segment(payload)}`

/** How a signature is written: r and s one after the other, or DER. */
export type Form = 'ieee-p1363' | 'der'

export function signatureOf(
  text: string,
  jwk: Jwk,
  digest: string | null = 'sha256',
  form: Form = 'ieee-p1363',
): Uint8Array {
  return Uint8Array.from(sign(digest, utf8(text), { key: privateOf(jwk), dsaEncoding: form }))
}

/** A token; strings are taken as JSON as they are. */
export function tokenOf(
  header: unknown,
  payload: unknown,
  jwk: Jwk,
  digest: string | null = 'sha256',
  form: Form = 'ieee-p1363',
): string {
  const input = inputOf(header, payload)
  return `${input}.${toBase64url(signatureOf(input, jwk, digest, form))}`
}

/** Whether Node accepts a signature. */
export function isSignedBy(
  text: Uint8Array,
  signature: Uint8Array,
  jwk: Jwk,
  digest: string | null = 'sha256',
  form: Form = 'ieee-p1363',
): boolean {
  const key = publicOf(jwk)
  if (key === null) return false
  try {
    return verify(digest, text, { key, dsaEncoding: form }, signature)
  } catch {
    return false
  }
}

/** The token with another signature. */
export function resigned(token: string, change: (signature: Uint8Array) => Uint8Array): string {
  const dot = token.lastIndexOf('.')
  return `${token.slice(0, dot)}.${toBase64url(change(fromBase64url(token.slice(dot + 1))))}`
}

/** A number k whose point has an x that begins with a zero byte, and so has r. */
export const K_OF_SHORT_R = 379n

/**
 * A good token whose s is a certain number, and whose r is that of k. Nobody finds one by signing; but of r, s and the
 * random number k one can choose all, and compute the private key: d = (s * k - hash) / r.
 */
export function tokenWith(
  header: unknown,
  payload: unknown,
  { k, s }: { k: bigint; s: bigint },
): { token: string; publicKey: Jwk } {
  const input = inputOf(header, payload)
  const r = numberOf(pointOf(k).x) % ORDER
  const d = modulo((s * k - numberOf(sha256(utf8(input)))) * power(r, ORDER - 2n))
  const { x, y } = pointOf(d)
  const token = `${input}.${toBase64url(joined(bytesOf(r), bytesOf(s)))}`
  return { token, publicKey: { kty: 'EC', crv: 'P-256', x: toBase64url(x), y: toBase64url(y) } }
}

/**
 * A good token whose r is 3: the x of its point is the order plus 3, which no signer comes upon. The key was computed from
 * the point, the hash of the text, r = 3 and s = 7: (point * s - generator * hash) / r. Nobody knows its private half.
 */
export const SMALL_TOKEN =
  'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEiLCJub3RlIjoiciBpcyBzbWFsbCJ9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABw'
export const KEY_OF_SMALL_TOKEN: Jwk = {
  kty: 'EC',
  crv: 'P-256',
  x: 'h1J_VjFT-V19SnQ2AjZHB3xCesI8YGeWLQiMBK-ZS-w',
  y: 'm9w5HdIXJCXnoC3RZ35xK1zrLiVi4AxoDKjm8Y-V3UM',
}

/** A good token whose r is 5, made in the same way: here 5 is the x of the point itself, and nothing is taken modulo the order. */
export const SMALL_X_TOKEN =
  'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEiLCJub3RlIjoieCBpcyBzbWFsbCJ9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABw'
export const KEY_OF_SMALL_X_TOKEN: Jwk = {
  kty: 'EC',
  crv: 'P-256',
  x: '7JU24cOWps-rUtiue2I-0XYeWWHVlCJNjdxdcOxKg7s',
  y: 'W_9ktG26CctiBZ22kPd9rCyufNNDu4lQWfa2PDiuTcU',
}

/**
 * Points that are not on P-256, and of which two or three together are the point at infinity: formulas that add points do not
 * notice, as they do not use the b of the curve (invalid curve attacks).
 */
export const OFF_CURVE: readonly Jwk[] = [
  [5n, 0n],
  [3n, 4n],
].map(([x, y]) => ({
  kty: 'EC',
  crv: 'P-256',
  x: toBase64url(bytesOf(x as bigint)),
  y: toBase64url(bytesOf(y as bigint)),
}))

/**
 * A token that a verifier who does not ask whether the key is a point of the curve accepts with each of these keys, and that
 * needs no private key: six times any of them is nothing, so r is made of the generator alone.
 */
export function tokenOffCurve(header: unknown, payload: unknown, random: () => number): string {
  const input = inputOf(header, payload)
  const hash = numberOf(sha256(utf8(input)))
  for (;;) {
    const k = BigInt(1 + Math.floor(random() * 2 ** 50))
    const r = numberOf(pointOf(k).x) % ORDER
    const s = modulo(hash * power(k, ORDER - 2n))
    if (modulo(r * power(s, ORDER - 2n)) % 6n === 0n)
      return `${input}.${toBase64url(joined(bytesOf(r), bytesOf(s)))}`
  }
}

const modulo = (number: bigint): bigint => ((number % ORDER) + ORDER) % ORDER

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = modulo(base)
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = modulo(result * square)
    square = modulo(square * square)
  }
  return result
}

function pointOf(number: bigint): { x: Uint8Array; y: Uint8Array } {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(bytesOf(number))
  const point = Uint8Array.from(curve.getPublicKey())
  return { x: point.slice(1, 33), y: point.slice(33) }
}

/** Some JSON objects from the seed. */
export const numbered = (learner: Learner, count: number): Claims[] =>
  Array.from({ length: count }, (_, index) => ({ index, value: Math.floor(learner.random() * 1e9) }))
