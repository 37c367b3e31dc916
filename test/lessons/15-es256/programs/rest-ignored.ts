// diagnosis: length-unchecked
// step: zero
// The curve by hand: r and s are cut out of whatever there is.
import { createHash, randomBytes } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

type Point = { x: bigint; y: bigint } | null
const G: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
}

const mod = (number: bigint, modulus: bigint): bigint => ((number % modulus) + modulus) % modulus

function inverse(number: bigint, modulus: bigint): bigint {
  let [before, rest] = [mod(number, modulus), modulus]
  let [left, right] = [1n, 0n]
  while (rest !== 0n) {
    const quotient = before / rest
    ;[before, rest] = [rest, before - quotient * rest]
    ;[left, right] = [right, left - quotient * right]
  }
  return mod(left, modulus)
}

function add(one: Point, other: Point): Point {
  if (one === null) return other
  if (other === null) return one
  if (one.x === other.x && mod(one.y + other.y, P) === 0n) return null
  const slope =
    one.x === other.x
      ? (3n * one.x * one.x - 3n) * inverse(2n * one.y, P)
      : (other.y - one.y) * inverse(other.x - one.x, P)
  const x = mod(slope * slope - one.x - other.x, P)
  return { x, y: mod(slope * (one.x - x) - one.y, P) }
}

function times(number: bigint, point: Point): Point {
  let result: Point = null
  let doubled = point
  for (let rest = number; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, doubled)
    doubled = add(doubled, doubled)
  }
  return result
}

const toNumber = (bytes: Uint8Array): bigint => bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n)
const toBytes = (number: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, index) => Number((number >> BigInt(8 * (31 - index))) & 255n))
const hashed = (text: string): bigint => toNumber(createHash('sha256').update(text).digest())

function member(jwk: any, name: string): bigint {
  if (jwk?.kty !== 'EC' || jwk.crv !== 'P-256' || typeof jwk[name] !== 'string')
    throw new JwtError('bad-key', `no ${name} of a key on P-256`)
  return toNumber(decode(jwk[name]))
}

export function signEs256(payload: Record<string, unknown>, privateKey: any): string {
  const d = member(privateKey, 'd')
  const header = { alg: 'ES256', ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }) }
  const text = `${encodeJson(header)}.${encodeJson(payload)}`
  for (;;) {
    const k = mod(toNumber(randomBytes(40)), N)
    const r = mod(times(k, G)?.x ?? 0n, N)
    const s = r === 0n ? 0n : mod((hashed(text) + r * d) * inverse(k, N), N)
    if (s !== 0n) return `${text}.${encode(Uint8Array.from([...toBytes(r), ...toBytes(s)]))}`
  }
}

export function verifyEs256(token: string, publicKey: any) {
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'three segments')
  const [first, second, third] = segments as [string, string, string]
  const header = decodeJson(first)
  const payload = decodeJson(second)
  if (header.alg !== 'ES256' || 'crit' in header || 'b64' in header) throw new JwtError('unsupported', 'header')
  const key = { x: member(publicKey, 'x'), y: member(publicKey, 'y') }
  if (mod(key.y * key.y - key.x * key.x * key.x + 3n * key.x - B, P) !== 0n) throw new JwtError('bad-key', 'no point')
  const signature = decode(third)
  const [r, s] = [toNumber(signature.slice(0, 32)), toNumber(signature.slice(32, 64))]
  const isInRange = r > 0n && r < N && s > 0n && s < N
  if (!isInRange) throw new JwtError('bad-signature', 'range')
  const w = inverse(s, N)
  const point = add(times(mod(hashed(`${first}.${second}`) * w, N), G), times(mod(r * w, N), key))
  if (point === null || mod(point.x, N) !== r) throw new JwtError('bad-signature', 'no')
  return { header, payload }
}
