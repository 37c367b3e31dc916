import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

export function decodeJson(segment: string): Record<string, unknown> {
  const bytes = decode(segment)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new JwtError('malformed', 'no JSON in UTF-8')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JwtError('malformed', 'no object')
  }
  return value as Record<string, unknown>
}
