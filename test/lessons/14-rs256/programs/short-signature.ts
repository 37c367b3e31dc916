// diagnosis: signature-unpadded
// step: sign
// RSA by hand: the number is written with as many bytes as it needs.
import { createHash } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const SHA256_INFO = Uint8Array.from([
  0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
  0x20,
])

function numberOf(bytes: Uint8Array): bigint {
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  return number
}

function bytesOf(number: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let index = length - 1, rest = number; index >= 0; index--, rest >>= 8n)
    bytes[index] = Number(rest & 255n)
  return bytes
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

function member(jwk: any, name: string): bigint {
  if (jwk?.kty !== 'RSA' || typeof jwk[name] !== 'string') throw new JwtError('bad-key', `no ${name}`)
  return numberOf(decode(jwk[name]))
}

function modulusOf(jwk: any): bigint {
  const n = member(jwk, 'n')
  if (n < 1n << 2047n) throw new JwtError('bad-key', 'fewer than 2048 bits')
  return n
}

/** The padded digest as a number (RFC 8017 §9.2). */
function padded(text: string, length: number): bigint {
  const digest = createHash('sha256').update(text).digest()
  const bytes = new Uint8Array(length).fill(0xff)
  bytes[0] = 0
  bytes[1] = 1
  const info = length - digest.length - SHA256_INFO.length
  bytes[info - 1] = 0
  bytes.set(SHA256_INFO, info)
  bytes.set(digest, length - digest.length)
  return numberOf(bytes)
}

const sizeOf = (n: bigint): number => Math.ceil(n.toString(2).length / 8)

export function signRs256(payload: Record<string, unknown>, privateKey: any): string {
  const n = modulusOf(privateKey)
  const d = member(privateKey, 'd')
  const header: Record<string, unknown> = { alg: 'RS256', typ: 'JWT' }
  if (typeof privateKey.kid === 'string') header.kid = privateKey.kid
  const text = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${text}.${encode(bytesOf(power(padded(text, sizeOf(n)), d, n), sizeOf(power(padded(text, sizeOf(n)), d, n))))}`
}

export function verifyRs256(token: string, publicKey: any) {
  const [first, second, third, ...more] = token.split('.')
  if (first === undefined || second === undefined || third === undefined || more.length > 0)
    throw new JwtError('malformed', 'three segments')
  const header = decodeJson(first)
  const payload = decodeJson(second)
  if (header.alg !== 'RS256') throw new JwtError('unsupported', 'alg')
  if (Object.keys(header).some(name => name === 'crit' || name === 'b64'))
    throw new JwtError('unsupported', 'crit, b64')
  const n = modulusOf(publicKey)
  const signature = decode(third)
  const s = numberOf(signature)
  const right = padded(`${first}.${second}`, sizeOf(n))
  if (signature.length !== sizeOf(n) || s >= n || power(s, member(publicKey, 'e'), n) !== right)
    throw new JwtError('bad-signature', 'no')
  return { header, payload }
}
