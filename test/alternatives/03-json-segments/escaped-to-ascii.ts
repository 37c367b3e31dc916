// style: JSON with every character outside ASCII escaped, indented, names sorted
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

const sorted = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value

export function encodeJson(value: unknown): string {
  const json = JSON.stringify(value, sorted, 2).replace(
    /[^\0-\x7e]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return encode(Uint8Array.from(json, character => character.charCodeAt(0)))
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

export function decodeJson(segment: string): Record<string, unknown> {
  const bytes = decode(segment)
  const value: unknown = attempt(() => JSON.parse(attempt(() => utf8.decode(bytes))))
  if (value instanceof Object && !(value instanceof Array)) return value as Record<string, unknown>
  throw new JwtError('malformed', 'no object')
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof JwtError ? error : new JwtError('malformed', String(error))
  }
}
