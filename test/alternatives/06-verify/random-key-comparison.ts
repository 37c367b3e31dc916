// style: both signatures hashed under a random key, compared with ===; a switch for the checks
import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { decode } from './base64url.ts'
import { JwtError, type JwtErrorCode } from './errors.ts'
import { decodeJson } from './json.ts'

type Json = Record<string, unknown>

function fault(header: Json): JwtErrorCode | null {
  switch (true) {
    case typeof header.alg !== 'string':
    case header.alg !== 'HS256':
    case Reflect.has(header, 'crit'):
    case Reflect.has(header, 'b64'):
      return 'unsupported'
    default:
      return null
  }
}

export function verifyHs256(token: string, secret: Uint8Array): { header: Json; payload: Json } {
  const [h, p, s, ...more] = `${token}`.split('.')
  if (h === undefined || p === undefined || s === undefined || more.length > 0) throw new JwtError('malformed', 'segments')
  const header = decodeJson(h)
  const code = fault(header)
  if (code !== null) throw new JwtError(code, 'header')
  const payload = decodeJson(p)
  const received = decode(s)
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  const mac = createHmac('sha256', createSecretKey(secret)).update(h).update('.').update(p).digest()
  const key = randomBytes(64)
  const again = (bytes: Uint8Array) => createHmac('sha512', key).update(bytes).digest('hex')
  if (again(received) !== again(mac)) throw new JwtError('bad-signature', 'wrong')
  return { header, payload }
}
