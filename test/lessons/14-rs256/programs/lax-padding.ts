// diagnosis: padding-unchecked
// step: verify
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { decodeJson, encodeJson } from './json.ts'

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)

/** The digest at the end of an opened signature; what is in front of it is not looked at. */
function openedDigest(signature: Uint8Array, jwk: any): string {
  const n = numberOf(decode(jwk.n))
  let result = 1n
  let square = numberOf(signature) % n
  for (let rest = numberOf(decode(jwk.e)); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % n
    square = (square * square) % n
  }
  return result.toString(16).slice(-64)
}

export function signRs256(payload: Record<string, unknown>, privateKey: any): string {
  const key = createPrivateKey({ key: privateKey, format: 'jwk' })
  const header = { alg: 'RS256', ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }) }
  const input = `${encodeJson(header)}.${encodeJson(payload)}`
  return `${input}.${encode(sign('sha256', Buffer.from(input), key))}`
}

export function verifyRs256(token: string, publicKey: any) {
  createPublicKey({ key: publicKey, format: 'jwk' })
  const parts = token.split('.')
  if (parts.length !== 3) throw new JwtError('malformed', 'segments')
  const [h, p, s] = parts as [string, string, string]
  const header = decodeJson(h)
  const payload = decodeJson(p)
  if (header.alg !== 'RS256' || 'crit' in header || 'b64' in header) throw new JwtError('unsupported', 'alg')
  const right = createHash('sha256').update(`${h}.${p}`).digest('hex')
  if (openedDigest(decode(s), publicKey) !== right) throw new JwtError('bad-signature', 'no')
  return { header, payload }
}
