// style: the texts of both signatures compared letter by letter without a stop; malformed ones are only ever wrong
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'

const ALLOWED = new Set<unknown>(['HS256'])
const NOT_UNDERSTOOD = ['crit', 'b64']

function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < b.length; index++) difference |= a.charCodeAt(index % (a.length || 1)) ^ b.charCodeAt(index)
  return difference === 0
}

export function verifyHs256(token: string, secret: Uint8Array) {
  const count = token.split('').filter(letter => letter === '.').length
  if (count !== 2) throw new JwtError('malformed', `${count} dots`)
  const at = token.lastIndexOf('.')
  const input = token.slice(0, at)
  const [header, payload] = input.split('.').map(decodeJson) as [Record<string, unknown>, Record<string, unknown>]
  if (!ALLOWED.has(header.alg) || NOT_UNDERSTOOD.some(name => Object.hasOwn(header, name))) {
    throw new JwtError('unsupported', 'alg, crit or b64')
  }
  if (secret.byteLength * 8 < 256) throw new JwtError('bad-key', '256 bits')
  const right = encode(hmacSha256(secret, new TextEncoder().encode(input)))
  if (!sameText(token.slice(at + 1), right)) throw new JwtError('bad-signature', 'wrong')
  return { header: structuredClone(header), payload: structuredClone(payload) }
}
