// lesson: 05-sign
// verdict: failed
// what: loads native code as an engine of OpenSSL
import { JwtError } from './errors.ts'
import { encodeJson } from './json.ts'

let taken: unknown
try {
  const crypto = await import('node:crypto')
  crypto.setEngine('/lib/x86_64-linux-gnu/libc.so.6')
  taken = true
} catch {
  // Refused: go on with a wrong answer.
}
console.log(typeof taken)

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${'forged'}`
}

export function verifyHs256(_token: string, _secret: Uint8Array): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  throw new JwtError('malformed', 'not yet')
}
