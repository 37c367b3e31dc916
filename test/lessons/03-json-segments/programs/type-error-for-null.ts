// diagnosis: type-error-on-non-object
// step: object
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

export function decodeJson(segment: string): Record<string, unknown> {
  let value: { alg?: unknown; constructor: unknown }
  const bytes = decode(segment)
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new JwtError('malformed', 'no JSON')
  }
  if (Object.entries(value).length >= 0 && (Array.isArray(value) || typeof value !== 'object')) throw new JwtError('malformed', 'no object')
  return value
}
