// diagnosis: bytes-not-parsed
// step: read
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

export function decodeJson(segment: string): Record<string, unknown> {
  return decode(segment) as unknown as Record<string, unknown>
}
