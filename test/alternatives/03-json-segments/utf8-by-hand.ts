// style: UTF-8 written and read by hand
import { decode, encode } from './base64url.ts'
import { JwtError } from './errors.ts'

function* toUtf8(text: string): Generator<number> {
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code < 0x80) yield code
    else if (code < 0x800) yield* [0xc0 | (code >> 6), 0x80 | (code & 63)]
    else if (code < 0x10000) yield* [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
    else yield* [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
  }
}

function fromUtf8(bytes: Uint8Array): string {
  const characters: string[] = []
  let index = 0
  const next = (): number => {
    const byte = bytes[index++] ?? 0
    if ((byte & 0xc0) !== 0x80) throw new JwtError('malformed', 'no UTF-8')
    return byte & 63
  }
  while (index < bytes.length) {
    const first = bytes[index++]!
    let code = first
    let least = 0
    if (first >= 0xf0) {
      code = ((first & 15) << 18) | (next() << 12) | (next() << 6) | next()
      least = 0x10000
    } else if (first >= 0xe0) {
      code = ((first & 15) << 12) | (next() << 6) | next()
      least = 0x800
    } else if (first >= 0x80) {
      if (first < 0xc0) throw new JwtError('malformed', 'no UTF-8')
      code = ((first & 31) << 6) | next()
      least = 0x80
    }
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new JwtError('malformed', 'no UTF-8')
    characters.push(String.fromCodePoint(code))
  }
  return characters.join('')
}

export function encodeJson(value: unknown): string {
  return encode(Uint8Array.from(toUtf8(JSON.stringify(value))))
}

export function decodeJson(segment: string): Record<string, unknown> {
  const text = fromUtf8(decode(segment))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new JwtError('malformed', 'no JSON')
  }
  switch (true) {
    case value === null:
    case Array.isArray(value):
    case typeof value !== 'object':
      throw new JwtError('malformed', 'no object')
  }
  return value as Record<string, unknown>
}
