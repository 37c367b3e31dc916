// style: one byte array that grows, no text until the end
import { encode } from './base64url.ts'
import { JwtError } from './errors.ts'
import { hmacSha256 } from './hmac.ts'

const utf8 = new TextEncoder()
const ascii = new TextDecoder('latin1')
const dot = Uint8Array.of(0x2e)

function join(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (!(secret instanceof Uint8Array) || secret.length < 32) throw new JwtError('bad-key', 'at least 256 bits')
  const segment = (bytes: Uint8Array) => utf8.encode(encode(bytes))
  const input = join(segment(utf8.encode('{"alg":"HS256","typ":"JWT"}')), dot, segment(utf8.encode(JSON.stringify(payload))))
  return ascii.decode(join(input, dot, segment(hmacSha256(secret, input))))
}
