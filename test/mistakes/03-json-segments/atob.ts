// diagnosis: read-as-latin1
// step: read
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

export function decodeJson(segment: string): Record<string, unknown> {
  return JSON.parse(atob(segment.replaceAll('-', '+').replaceAll('_', '/')))
}
