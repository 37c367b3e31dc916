// style: the text signed again by a shared signer, bytes of whole tokens compared without a stop
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { constantTimeEqual, hmacSha256 } from './hmac.ts'
import { decodeJson } from './json.ts'

const utf8 = new TextEncoder()

function sealed(input: string, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'short')
  return `${input}.${encode(hmacSha256(secret, utf8.encode(input)))}`
}

export function verifyHs256(token: string, secret: Uint8Array) {
  const segments = token.split('.')
  if (segments.length !== 3) throw new JwtError('malformed', 'segments')
  const [header, payload] = segments.slice(0, 2).map(segment => decodeJson(segment))
  if (header!.alg !== 'HS256') throw new JwtError('unsupported', 'alg')
  if (new Set(Object.keys(header!)).intersection(new Set(['crit', 'b64'])).size > 0) throw new JwtError('unsupported', 'crit')
  const right = sealed(`${segments[0]}.${segments[1]}`, secret)
  if (!constantTimeEqual(utf8.encode(token), utf8.encode(right))) throw new JwtError('bad-signature', 'wrong')
  return { header: header!, payload: payload! }
}
