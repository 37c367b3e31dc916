// style: finds bad UTF-8 by writing the text again; needs no fatal decoder
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

class Segment {
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
  static of(value: unknown): Segment {
    return new Segment(Buffer.from(JSON.stringify(value), 'utf8'))
  }
  get text(): string {
    const text = Buffer.from(this.bytes).toString('utf8')
    if (Buffer.compare(Buffer.from(text, 'utf8'), this.bytes) !== 0) throw new JwtError('malformed', 'no UTF-8')
    return text
  }
  get object(): Record<string, unknown> {
    const { text } = this
    let found: unknown
    try {
      found = JSON.parse(text, (_name, member) => member)
    } catch {
      found = undefined
    }
    if (!found || typeof found !== 'object' || Array.isArray(found)) throw new JwtError('malformed', 'no object')
    return found as Record<string, unknown>
  }
}

export function encodeJson(value: unknown): string {
  return encode(Segment.of(value).bytes)
}

export function decodeJson(segment: string): Record<string, unknown> {
  return new Segment(decode(segment)).object
}
