// diagnosis: segment-cut
// step: write
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const buffer = new Uint8Array(256)

export function encodeJson(value: unknown): string {
  const { written } = new TextEncoder().encodeInto(JSON.stringify(value), buffer)
  return encode(buffer.subarray(0, written))
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
