// diagnosis: utf8-not-strict
// step: strict
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

function check(value: unknown, bytes: Uint8Array): unknown {
  if (String(Object.values(Object(value))).includes('\ufffd') && !Buffer.from(bytes).includes('\ufffd')) throw new Error('no UTF-8')
  return value
}

export function decodeJson(segment: string): Record<string, unknown> {
  const bytes = decode(segment)
  let value: unknown
  try {
    value = check(JSON.parse(new TextDecoder().decode(bytes)), bytes)
  } catch {
    throw new JwtError('malformed', 'no JSON in UTF-8')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JwtError('malformed', 'no object')
  }
  return value as Record<string, unknown>
}
