import { hmacSha256, type Learner, toBase64url, utf8 } from '../../../src/grader/kit/index.ts'

/** One call of verifyHs256. */
export type Verifying = [token: string, secret: Uint8Array]
export type Json = Record<string, unknown>

export const header = { alg: 'HS256', typ: 'JWT' }
export const payload = { sub: 'ada', admin: false }

/** A secret of this many bytes, from the seed of the run: no zeros, and bytes that are no UTF-8, also at both ends. */
export function secretOf(learner: Learner, length: number): Uint8Array {
  const secret = Uint8Array.from({ length }, () => 1 + Math.floor(learner.random() * 255))
  return secret.map((byte, index) => (index % 4 === 0 || index === length - 1 ? byte | 0x80 : byte))
}

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

/** The text with one part put in at an index, in place of `replaced` characters. */
export function spliced(text: string, index: number, part: string, replaced = 0): string {
  return text.slice(0, index) + part + text.slice(index + replaced)
}

/** RFC 7515 Appendix A.1: white space and line breaks inside the JSON, and a key of 64 bytes. */
export const appendixA1 = {
  token:
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  key: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  header: { typ: 'JWT', alg: 'HS256' },
  payload: { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true },
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
