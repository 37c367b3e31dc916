// diagnosis: emoji-broken
// step: write
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

function utf8(unit: number): number[] {
  if (unit < 0x80) return [unit]
  if (unit < 0x800) return [0xc0 | (unit >> 6), 0x80 | (unit & 63)]
  return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 63), 0x80 | (unit & 63)]
}

export function encodeJson(value: unknown): string {
  return encode(Uint8Array.from(JSON.stringify(value).split('').flatMap(unit => utf8(unit.charCodeAt(0)))))
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
