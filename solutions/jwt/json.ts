import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

/**
 * Encodes a value as a segment of a token: JSON, as UTF-8 bytes, as base64url (RFC 7515 §3.1).
 *
 * @param value any JSON value
 * @returns the segment, a base64url string
 */
export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

/**
 * Decodes a segment of a token: strict base64url, strict UTF-8, and JSON that is an object (RFC 7515 §5.2,
 * RFC 7519 §7.2).
 *
 * @param segment a base64url string
 * @returns the object in the JSON, unchanged
 * @throws JwtError 'malformed' when the segment is anything else
 */
export function decodeJson(segment: string): Record<string, unknown> {
  const value = parseJson(decodeUtf8(decode(segment)))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JwtError('malformed', 'the segment holds JSON, but no JSON object')
  }
  return value as Record<string, unknown>
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    // Without `fatal`, invalid bytes would silently become U+FFFD, and different segments would be decoded to
    // the same text. Without `ignoreBOM`, a byte order mark would be dropped.
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
