// style: createHmac, timingSafeEqual, strictness by encoding again, signature first, payload read last
import { createHmac, timingSafeEqual } from 'node:crypto'
import { JwtError } from './errors.ts'

function bytesOf(segment: string): Buffer {
  const bytes = Buffer.from(segment, 'base64url')
  if (bytes.toString('base64url') !== segment) throw new JwtError('malformed', 'no strict base64url')
  return bytes
}

function objectIn(segment: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(segment)))
  } catch (cause) {
    if (cause instanceof JwtError) throw cause
    throw new JwtError('malformed', 'no JSON')
  }
  if (Object.prototype.toString.call(value) !== '[object Object]') throw new JwtError('malformed', 'no object')
  return value as Record<string, unknown>
}

export function verifyHs256(token: string, secret: Uint8Array) {
  const parts = token.split('.')
  if (parts.length !== 3) throw new JwtError('malformed', 'segments')
  if (secret.byteLength < 32) throw new JwtError('bad-key', 'short')
  const signature = bytesOf(parts[2]!)
  const right = createHmac('sha256', secret).update(`${parts[0]}.${parts[1]}`).digest()
  if (signature.length !== right.length || !timingSafeEqual(signature, right)) throw new JwtError('bad-signature', 'no')
  const header = objectIn(parts[0]!)
  if (header.alg !== 'HS256' || 'crit' in header || 'b64' in header) throw new JwtError('unsupported', 'header')
  return { header, payload: objectIn(parts[1]!) }
}
