import { hmacSha256, toBase64url, utf8 } from '../../../src/grader/kit/index.ts'

/** One call of verifyHs256. */
export type Verifying = [token: string, secret: Uint8Array]

export const header = { alg: 'HS256', typ: 'JWT' }
export const payload = { sub: 'ada', admin: false }

/** A segment from a JSON text, from bytes, or from a value. */
export function segment(content: unknown): string {
  if (content instanceof Uint8Array) return toBase64url(content)
  return toBase64url(utf8(typeof content === 'string' ? content : JSON.stringify(content)))
}

/** The right third segment for a text, whatever the text is. */
export function signatureOver(text: string, secret: Uint8Array): string {
  return toBase64url(hmacSha256(secret, utf8(text)))
}

/** A token whose signature is right for the two segments, whatever they are. */
export function signed(headerSegment: string, payloadSegment: string, secret: Uint8Array): string {
  const signingInput = `${headerSegment}.${payloadSegment}`
  return `${signingInput}.${signatureOver(signingInput, secret)}`
}

/** A token with this header and this payload (values, JSON texts or bytes), and the right signature. */
export function tokenOf(header: unknown, payload: unknown, secret: Uint8Array): string {
  return signed(segment(header), segment(payload), secret)
}

/** A call with a token whose signature is made with the right secret over another text. */
export function forged(header: unknown, payload: unknown, secret: Uint8Array): Verifying {
  const text = `${segment(header)}.${segment(payload)}`
  return [`${text}.${signatureOver(`${text}x`, secret)}`, secret]
}

/** What a segment holds if it is strict base64url, else null. */
export function strictBytes(text: string): Uint8Array | null {
  const decoded = new Uint8Array(Buffer.from(text, 'base64url'))
  return toBase64url(decoded) === text ? decoded : null
}

/** The text with one part put in at an index, instead of `replaced` characters. */
export function spliced(text: string, index: number, part: string, replaced = 0): string {
  return text.slice(0, index) + part + text.slice(index + replaced)
}

/** RFC 7520 §4.4: a right signature over a payload that is no JSON, so no JWT. */
export const cookbook = {
  token:
    'eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9.SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4.s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0',
  key: 'hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg',
}

/** Numbers `count` for which `{ ...payload, count }` under this secret has a signature with a byte 0 in that place. */
export const zeros = {
  secret: Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index),
  /** 72835 and 24855: two of them. */
  first: [152, 285, 72_835],
  inside: [30, 149],
  last: [275, 510, 24_855],
  /** No zeros, but four or eight bytes that are no number when they are read as a float, in either order. */
  noNumbers: [684, 1074, 26, 2],
}
