// style: Node signs in DER, which is read and written by hand
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const SIZE = 32

/** DER of two integers: as short as they can be, with a 00 in front when the first bit is set. */
function toDer(signature: Uint8Array): Uint8Array {
  const integers = [signature.subarray(0, SIZE), signature.subarray(SIZE)].map(number => {
    let start = 0
    while (start < SIZE - 1 && number[start] === 0) start += 1
    const short = number.subarray(start)
    const body = (short[0] as number) >= 0x80 ? [0, ...short] : [...short]
    return [0x02, body.length, ...body]
  })
  const content = integers.flat()
  return Uint8Array.from([0x30, content.length, ...content])
}

function fromDer(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(2 * SIZE)
  let at = 2
  for (const end of [SIZE, 2 * SIZE]) {
    const length = der[at + 1] as number
    const number = der.subarray(at + 2, at + 2 + length)
    const digits = number.length > SIZE ? number.subarray(number.length - SIZE) : number
    raw.set(digits, end - digits.length)
    at += 2 + length
  }
  return raw
}

function keyOf(jwk: any, isPrivate: boolean): KeyObject {
  try {
    const key = isPrivate ? createPrivateKey({ key: jwk, format: 'jwk' }) : createPublicKey({ key: jwk, format: 'jwk' })
    if (key.asymmetricKeyType === 'ec' && jwk.crv === 'P-256') return key
  } catch {}
  throw new JwtError('bad-key', 'a key on P-256')
}

export function signEs256(payload: Record<string, unknown>, privateKey: any): string {
  const key = keyOf(privateKey, true)
  const header: Record<string, unknown> = { alg: 'ES256', typ: 'JWT' }
  if (typeof privateKey.kid === 'string') header.kid = privateKey.kid
  const text = [header, payload].map(encodeJson).join('.')
  return `${text}.${encode(fromDer(sign('sha256', Buffer.from(text), key)))}`
}

export function verifyEs256(token: string, publicKey: any) {
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'three')
  const [first, second, third] = segments as [string, string, string]
  const [header, payload] = [decodeJson(first), decodeJson(second)]
  if (header.alg !== 'ES256') throw new JwtError('unsupported', 'alg')
  for (const name of Object.keys(header))
    if (name === 'crit' || name === 'b64') throw new JwtError('unsupported', name)
  const key = keyOf(publicKey, false)
  const signature = decode(third)
  if (signature.length !== 2 * SIZE) throw new JwtError('bad-signature', 'length')
  if (!verify('sha256', Buffer.from(`${first}.${second}`), key, toDer(signature)))
    throw new JwtError('bad-signature', 'no')
  return { header, payload }
}
