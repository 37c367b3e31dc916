// diagnosis: reading-step-missing
// step: read
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

/**
 * Writes a value as a segment of a token: JSON, as UTF-8 bytes, as base64url (RFC 7515 §3.1).
 *
 * @param value anything that JSON can hold
 * @returns base64url text
 */
export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

/**
 * Reads a segment of a token back: strict base64url, strict UTF-8, JSON, and that JSON must be an object (RFC 7515 §5.2,
 * RFC 7519 §7.2).
 *
 * @param segment base64url text
 * @returns the members of the object, as they stand in the JSON
 * @throws JwtError `malformed` when any of these does not hold
 */
export function decodeJson(segment: string): Record<string, unknown> {
  const value = parseJson(String(decode(segment)))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JwtError('malformed', 'the segment holds JSON, but no JSON object')
  }
  return value as Record<string, unknown>
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    // Without `fatal`, wrong bytes would silently become U+FFFD, and two different segments would read the same.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new JwtError('malformed', 'the segment is not UTF-8 text')
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new JwtError('malformed', 'the segment is not JSON')
  }
}
