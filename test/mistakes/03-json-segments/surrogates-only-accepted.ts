// diagnosis: utf8-not-strict
// step: strict
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  return encode(new TextEncoder().encode(JSON.stringify(value)))
}

// Reads by hand, and forgets what must not be: surrogates.
function read(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index++] as number
    const more = first < 0x80 ? 0 : first < 0xc0 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : -1
    if (more < 0) throw new Error('no UTF-8')
    let code = more === 0 ? first : first & (0x3f >> more)
    for (let left = more; left > 0; left -= 1) {
      const next = bytes[index++] ?? 0
      if (next >> 6 !== 2) throw new Error('no UTF-8')
      code = (code << 6) | (next & 63)
    }
    if (more > 0 && code < [0, 0x80, 0x800, 0x10000][more]!) throw new Error('overlong')
    text += String.fromCodePoint(code)
  }
  return text
}

export function decodeJson(segment: string): Record<string, unknown> {
  const bytes = decode(segment)
  let value: unknown
  try {
    value = JSON.parse(read(bytes))
  } catch {
    throw new JwtError('malformed', 'no JSON in UTF-8')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JwtError('malformed', 'no object')
  }
  return value as Record<string, unknown>
}
