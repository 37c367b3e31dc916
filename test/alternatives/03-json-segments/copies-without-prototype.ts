// style: returns frozen copies without a prototype, throws a subclass
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

class SegmentError extends JwtError {
  override name = 'SegmentError'
  constructor(message: string, options?: ErrorOptions) {
    super('malformed', message)
    Object.assign(this, options)
  }
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map(bare))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.create(null) as Record<string, unknown>
  for (const name of Object.keys(value).reverse()) copy[name] = bare((value as Record<string, unknown>)[name])
  return Object.freeze(copy)
}

export function encodeJson(value: unknown): string {
  const json: string | undefined = JSON.stringify(structuredClone(value))
  if (json === undefined) throw new SegmentError('not JSON')
  return encode(new TextEncoder().encode(json))
}

export function decodeJson(segment: string): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(decode(segment))
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value && !Array.isArray(value)) return bare(value) as Record<string, unknown>
  } catch (cause) {
    throw new SegmentError('unreadable', { cause })
  }
  throw new SegmentError('no object')
}
