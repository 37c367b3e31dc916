// lesson: 05-sign
// verdict: broken
// diagnosis: import
// what: imports node:process: the real process
import * as taken from 'node:process'
import { JwtError } from './errors.ts'
import { encodeJson } from './json.ts'

void taken

export function signHs256(payload: Record<string, unknown>, secret: Uint8Array): string {
  if (secret.length < 32) throw new JwtError('bad-key', 'too short')
  const input = `${encodeJson({ alg: 'HS256', typ: 'JWT' })}.${encodeJson(payload)}`
  return `${input}.${'forged'}`
}

export function verifyHs256(_token: string, _secret: Uint8Array): { header: Record<string, unknown>; payload: Record<string, unknown> } {
  throw new JwtError('malformed', 'not yet')
}
