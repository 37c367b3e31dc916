// diagnosis: stack-overflow
// step: read
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

export function decodeJson(segment: string): Record<string, unknown> {
  const bytes = decode(segment)
  let value: unknown
  try {
    value = JSON.parse(decodeURIComponent(String.fromCharCode(...bytes, ...bytes, ...bytes, ...bytes, ...bytes, ...bytes, ...bytes).slice(0, bytes.length).replace(/[^\0-\x24\x26-\x7f]/g, c => '%' + c.charCodeAt(0).toString(16)).replace(/%(?![89a-f])/gi, '%25')))
  } catch {
    throw new JwtError('malformed', 'no JSON in UTF-8')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JwtError('malformed', 'no object')
  }
  return value as Record<string, unknown>
}
