// lesson: 06-verify
// verdict: failed
// what: accepts every token
import { createHmac } from 'node:crypto'
import { JwtError } from './errors.ts'
import { encodeJson } from './json.ts'
import { encode } from './base64url.ts'

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${encode(createHmac('sha256', secret).update(input).digest())}`
}

export function verifyHs256(token: string, secret: Uint8Array): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  void [token, secret]
  return new Proxy({ header: { alg: 'HS256' }, payload: {} }, {})
}
