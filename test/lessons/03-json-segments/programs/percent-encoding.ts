// style: UTF-8 by way of encodeURIComponent and decodeURIComponent
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

export function encodeJson(value: unknown): string {
  const binary = encodeURIComponent(JSON.stringify(value).replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /%([0-9A-F]{2})/g,
    (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)),
  )
  return encode(Uint8Array.from(binary, character => character.charCodeAt(0)))
}

export function decodeJson(segment: string): Record<string, unknown> {
  let percent = ''
  for (const byte of decode(segment)) percent += `%${byte.toString(16).padStart(2, '0')}`
  try {
    const value = JSON.parse(decodeURIComponent(percent))
    if (value?.constructor !== undefined && !Array.isArray(value) && typeof value === 'object') return value
  } catch {}
  throw new JwtError('malformed', 'no object')
}
